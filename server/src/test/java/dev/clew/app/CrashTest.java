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
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The promise: what was acknowledged is there after any crash, exactly once, whatever its sender
/// repeats.
class CrashTest {

  private static final int SPANS_PER_REQUEST = 20;
  private static final int ROUNDS = 3;

  private final HttpClient http = HttpClient.newHttpClient();
  private final LoadUntilKilled load = new LoadUntilKilled();

  @Test
  void everyAcknowledgedSpanIsThereExactlyOnceAfterAKill(@TempDir Path data) throws Exception {
    var random = new Random(7);
    var ids = new AtomicLong(1);
    Set<String> acknowledged = new TreeSet<>();
    List<Sent> unanswered = List.of();
    for (int round = 0; round < ROUNDS; round++) {
      try (var server = ServerProcess.start(data)) {
        // Exporters repeat what was not answered.
        repeat(server, unanswered, acknowledged);
        var outcome = load.run(server, 25 + random.nextInt(60), _ -> request(ids));
        outcome.acknowledged().forEach(request -> acknowledged.addAll(request.spans()));
        unanswered = outcome.unanswered();
      }
    }
    try (var server = ServerProcess.start(data)) {
      repeat(server, unanswered, acknowledged);
      assertThat(acknowledged).hasSizeGreaterThan(1_000);
      var stored = stored(server);
      assertThat(new TreeSet<>(stored)).containsAll(acknowledged);
      assertThat(stored).as("no span is stored twice").doesNotHaveDuplicates();
      assertThat(server.stop()).isZero();
    }
  }

  /// A request with the ids of its spans.
  private record Sent(ExportTraceServiceRequest message, List<String> spans)
      implements LoadUntilKilled.Sendable {
    Sent {
      spans = List.copyOf(spans);
    }

    @Override
    public String path() {
      return "/v1/traces";
    }

    @Override
    public String contentType() {
      return "application/x-protobuf";
    }

    @Override
    public byte[] body() {
      return message.toByteArray();
    }
  }

  private void repeat(ServerProcess server, List<Sent> requests, Set<String> acknowledged)
      throws Exception {
    for (var request : requests) {
      assertThat(load.send(server, request)).isTrue();
      acknowledged.addAll(request.spans());
    }
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
