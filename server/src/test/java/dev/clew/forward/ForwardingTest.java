// SPDX-License-Identifier: Apache-2.0
package dev.clew.forward;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.clew.config.ForwardTarget;
import dev.clew.ingest.Decoder;
import dev.clew.ingest.ExportRequest;
import dev.clew.ingest.ExportRequest.Compression;
import dev.clew.ingest.IngestReply;
import dev.clew.otlp.OtlpSignal;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForwardingTest {

  private static final Decoder<String> JSON = (_, _) -> "";
  private static final Decoder<String> PROTOBUF = (_, _) -> "";

  @TempDir private Path folder;
  private final BlockingQueue<ExportTraceServiceRequest> received = new LinkedBlockingQueue<>();
  private final BlockingQueue<Integer> refusals = new LinkedBlockingQueue<>();
  private final HttpServer server;

  ForwardingTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/base/v1/traces", this::receive);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void receive(HttpExchange exchange) throws IOException {
    var body = exchange.getRequestBody().readAllBytes();
    var refusal = refusals.poll();
    if (refusal != null) {
      exchange.getResponseHeaders().add("Retry-After", "1");
      exchange.sendResponseHeaders(refusal, -1);
    } else {
      assertThat(exchange.getRequestHeaders().getFirst("authorization")).isEqualTo("Bearer t");
      assertThat(exchange.getRequestHeaders().getFirst("content-encoding")).isEqualTo("gzip");
      var plain = new GZIPInputStream(new ByteArrayInputStream(body));
      received.add(ExportTraceServiceRequest.parseFrom(plain));
      exchange.sendResponseHeaders(200, -1);
    }
    exchange.close();
  }

  @Test
  void whatIsStoredIsSentOnAndRepeatsAreNot() throws Exception {
    try (var forwarding = start(Map.of(), 1 << 20)) {
      send(forwarding, 1, "shop");
      send(forwarding, 0, "repeat");
      send(forwarding, 1, "stock");
      assertThat(next()).isEqualTo(body("shop"));
      assertThat(next()).isEqualTo(body("stock"));
    }
  }

  @Test
  void refusalsThatPassAreTriedAgainAndOthersAreFinal() throws Exception {
    refusals.addAll(List.of(503, 429, 400));
    try (var forwarding = start(Map.of(), 1 << 20)) {
      send(forwarding, 1, "lost");
      send(forwarding, 1, "shop");
      assertThat(next()).isEqualTo(body("shop"));
      var state = forwarding.states().getFirst();
      assertThat(state.retries()).isEqualTo(2);
      assertThat(state.refused()).isEqualTo(1);
    }
  }

  @Test
  void whatWaitsSurvivesARestart() throws Exception {
    int port = server.getAddress().getPort();
    server.stop(0);
    try (var forwarding = start(port, Map.of(), 1 << 20)) {
      send(forwarding, 1, "shop");
      send(forwarding, 1, "stock");
    }
    var again = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    again.createContext("/base/v1/traces", this::receive);
    again.start();
    try (var _ = start(port, Map.of(), 1 << 20)) {
      assertThat(next()).isEqualTo(body("shop"));
      assertThat(next()).isEqualTo(body("stock"));
    } finally {
      again.stop(0);
    }
  }

  @Test
  void onlyWhatMatchesIsSent() throws Exception {
    try (var forwarding = start(Map.of("service.name", "shop", "tier", "gold"), 1 << 20)) {
      send(forwarding, 1, "stock");
      send(forwarding, 1, "shop");
      var sent = next();
      assertThat(sent.getResourceSpans(0).getScopeSpans(0).getSpansList())
          .extracting(Span::getName)
          .containsExactly("gold");
      assertThat(forwarding.states().getFirst().unmatched()).isEqualTo(1);
    }
  }

  @Test
  void theOldestGoWhenTheQueueIsFull() throws Exception {
    try (var queue = new DiskQueue(folder.resolve("q"), 8_000)) {
      for (int i = 0; i < 100; i++) {
        queue.add(new byte[] {(byte) i, 1, 2, 3});
        queue.add(new byte[400]);
      }
      assertThat(queue.bytes()).isLessThanOrEqualTo(8_000);
      assertThat(queue.dropped()).isPositive();
      assertThat(queue.dropped() + queue.records()).isEqualTo(200);
      var first = queue.peek(1);
      assertThat(first).isNotNull();
    }
  }

  @Test
  void aRecordThatACrashCutShortIsLeftOut() throws Exception {
    var place = folder.resolve("q");
    try (var queue = new DiskQueue(place, 8_000)) {
      queue.add(new byte[] {1});
      queue.add(new byte[] {2, 2, 2, 2});
    }
    try (var files = Files.newDirectoryStream(place, "*.queue")) {
      var file = files.iterator().next();
      var bytes = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(bytes, bytes.length - 2));
    }
    try (var queue = new DiskQueue(place, 8_000)) {
      assertThat(queue.records()).isEqualTo(1);
      assertThat(queue.peek(1)).containsExactly(1);
    }
  }

  private Forwarding start(Map<String, String> match, long queueBytes) throws IOException {
    return start(server.getAddress().getPort(), match, queueBytes);
  }

  private Forwarding start(int port, Map<String, String> match, long queueBytes)
      throws IOException {
    var target =
        new ForwardTarget(
            "other",
            URI.create("http://127.0.0.1:" + port + "/base/"),
            List.of("traces"),
            List.of("p"),
            Map.of("authorization", "Bearer t"),
            match,
            true,
            queueBytes,
            Duration.ofSeconds(5));
    var forwarding = new Forwarding(List.of(target), folder);
    forwarding.start();
    return forwarding;
  }

  /// Through a line that finds so many new records in the request.
  private static void send(Forwarding forwarding, int accepted, String service) {
    var line =
        forwarding.<String>behind(
            OtlpSignal.Kind.TRACES,
            _ -> "p",
            JSON,
            _ -> new IngestReply(accepted, 1 - accepted, List.of(), 0));
    var body = ByteBuffer.wrap(body(service).toByteArray());
    var reply = line.apply(new ExportRequest<>(null, body, Compression.NONE, PROTOBUF));
    assertThat(reply.accepted()).isEqualTo(accepted);
  }

  private static ExportTraceServiceRequest body(String service) {
    var spans = ScopeSpans.newBuilder();
    for (var tier : List.of("gold", "tin")) {
      spans.addSpans(Span.newBuilder().setName(tier).addAttributes(attribute("tier", tier)));
    }
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder()
                .setResource(
                    Resource.newBuilder().addAttributes(attribute("service.name", service)))
                .addScopeSpans(spans))
        .build();
  }

  private static KeyValue attribute(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  private ExportTraceServiceRequest next() throws InterruptedException {
    var request = received.poll(20, TimeUnit.SECONDS);
    assertThat(request).isNotNull();
    return request;
  }
}
