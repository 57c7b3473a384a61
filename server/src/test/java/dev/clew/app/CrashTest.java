// SPDX-License-Identifier: Apache-2.0
package dev.clew.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import dev.clew.testkit.ServerProcess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The promise: what was acknowledged is there after any crash, exactly once, whatever its sender
/// repeats.
class CrashTest {

  private static final int SPANS_PER_REQUEST = 20;
  private static final int SENDERS = 4;
  private static final int ROUNDS = 3;

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void everyAcknowledgedSpanIsThereExactlyOnceAfterAKill(@TempDir Path data) throws Exception {
    var random = new Random(7);
    var ids = new AtomicLong(1);
    Set<String> acknowledged = new TreeSet<>();
    List<Sent> unanswered = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      try (var server = ServerProcess.start(data)) {
        // Exporters repeat what was not answered.
        for (var request : unanswered) {
          assertThat(send(server, request)).isTrue();
          acknowledged.addAll(request.spans());
        }
        unanswered = load(server, ids, acknowledged, 25 + random.nextInt(60));
      }
    }
    try (var server = ServerProcess.start(data)) {
      for (var request : unanswered) {
        assertThat(send(server, request)).isTrue();
        acknowledged.addAll(request.spans());
      }
      assertThat(acknowledged).hasSizeGreaterThan(1_000);
      var stored = stored(server);
      assertThat(new TreeSet<>(stored)).containsAll(acknowledged);
      assertThat(stored).as("no span is stored twice").doesNotHaveDuplicates();
      assertThat(server.stop()).isZero();
    }
  }

  /// A request with the ids of its spans.
  private record Sent(ExportTraceServiceRequest body, List<String> spans) {
    Sent {
      spans = List.copyOf(spans);
    }
  }

  /// Sends until `enough` requests were acknowledged, then kills the server in the middle of the
  /// next ones; answers what got no answer.
  private List<Sent> load(
      ServerProcess server, AtomicLong ids, Set<String> acknowledged, int enough)
      throws InterruptedException {
    var done = new ConcurrentLinkedQueue<Sent>();
    var lost = new ConcurrentLinkedQueue<Sent>();
    var stop = new AtomicBoolean();
    var answers = new CountDownLatch(enough);
    var senders = new ArrayList<Thread>();
    for (int i = 0; i < SENDERS; i++) {
      senders.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    while (!stop.get()) {
                      var request = request(ids);
                      try {
                        (send(server, request) ? done : lost).add(request);
                        answers.countDown();
                      } catch (IOException | InterruptedException e) {
                        lost.add(request);
                        return;
                      }
                    }
                  }));
    }
    assertThat(answers.await(60, TimeUnit.SECONDS)).isTrue();
    server.kill();
    stop.set(true);
    for (var sender : senders) {
      sender.join();
    }
    done.forEach(request -> acknowledged.addAll(request.spans()));
    return List.copyOf(lost);
  }

  private boolean send(ServerProcess server, Sent request)
      throws IOException, InterruptedException {
    var answer =
        http.send(
            HttpRequest.newBuilder(server.otlp("/v1/traces"))
                .header("Content-Type", "application/x-protobuf")
                .timeout(Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.ofByteArray(request.body().toByteArray()))
                .build(),
            HttpResponse.BodyHandlers.discarding());
    return answer.statusCode() == 200;
  }

  private static Sent request(AtomicLong ids) {
    var scope = ScopeSpans.newBuilder();
    var spans = new ArrayList<String>();
    long now = System.currentTimeMillis() * 1_000_000;
    for (int i = 0; i < SPANS_PER_REQUEST; i++) {
      long id = ids.getAndIncrement();
      var spanId = ByteBuffer.allocate(8).putLong(id).array();
      spans.add(HexFormat.of().formatHex(spanId));
      scope.addSpans(
          Span.newBuilder()
              .setTraceId(
                  ByteString.copyFrom(
                      ByteBuffer.allocate(16).putLong(1).putLong(id / 10 + 1).array()))
              .setSpanId(ByteString.copyFrom(spanId))
              .setName("work")
              .setStartTimeUnixNano(now)
              .setEndTimeUnixNano(now + 1_000_000)
              .addAttributes(
                  KeyValue.newBuilder()
                      .setKey("n")
                      .setValue(AnyValue.newBuilder().setIntValue(id))));
    }
    return new Sent(
        ExportTraceServiceRequest.newBuilder()
            .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(scope))
            .build(),
        spans);
  }

  private List<String> stored(ServerProcess server) throws Exception {
    var ids = new ArrayList<String>();
    String cursor = "";
    do {
      var answer =
          http.send(
              HttpRequest.newBuilder(server.api("/api/v1/spans?limit=1000&cursor=" + cursor))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      JsonNode page = new ObjectMapper().readTree(answer.body());
      page.get("spans").forEach(span -> ids.add(span.get("span_id").asText()));
      cursor = page.get("next_cursor").isNull() ? "" : page.get("next_cursor").asText();
    } while (!cursor.isEmpty());
    return ids;
  }
}
