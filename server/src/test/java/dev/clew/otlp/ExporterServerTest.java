// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import dev.clew.model.Value;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The exporters that applications really use.
@TestInstance(Lifecycle.PER_CLASS)
class ExporterServerTest {

  private static final RetryPolicy QUICK =
      RetryPolicy.builder()
          .setInitialBackoff(Duration.ofMillis(10))
          .setMaxBackoff(Duration.ofMillis(20))
          .build();

  private final TestReceiver receiver = new TestReceiver();

  @BeforeEach
  void reset() {
    receiver.reset();
  }

  @AfterAll
  void stop() {
    receiver.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"grpc", "grpc gzip", "http", "http gzip"})
  void exportsSpans(String transport) {
    export(transport);
    assertThat(receiver.batches).hasSize(1);
    var span = receiver.batches.getFirst().spans().getFirst();
    assertThat(span.name()).isEqualTo("chat");
    assertThat(span.attributes().get("gen_ai.usage.input_tokens")).isEqualTo(Value.of(7));
    assertThat(receiver.requests.getFirst().key()).isEqualTo("k");
  }

  @ParameterizedTest
  @ValueSource(strings = {"grpc", "http"})
  void triesAgainWhenBusy(String transport) {
    var tries = new AtomicInteger();
    receiver.then =
        batch -> {
          if (tries.incrementAndGet() < 3) {
            throw AppException.retry(ErrorCode.BUSY, "busy", Duration.ofMillis(1));
          }
          return TestReceiver.accept(batch);
        };
    export(transport);
    assertThat(tries).hasValue(3);
    assertThat(receiver.batches).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"grpc", "http"})
  void givesUpOnBadDataAndOnBugs(String transport) {
    var tries = new AtomicInteger();
    receiver.then =
        _ -> {
          tries.incrementAndGet();
          throw new AppException(ErrorCode.INVALID, "é wrong by 100%");
        };
    export(transport);
    receiver.then =
        _ -> {
          tries.incrementAndGet();
          throw new IllegalStateException();
        };
    export(transport);
    assertThat(tries).hasValue(2);
    assertThat(receiver.batches).isEmpty();
  }

  private void export(String transport) {
    try (var tracers =
        SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(exporter(transport)))
            .build()) {
      var span = tracers.get("test").spanBuilder("chat").startSpan();
      span.setAttribute(AttributeKey.longKey("gen_ai.usage.input_tokens"), 7);
      span.end();
      tracers.forceFlush().join(20, TimeUnit.SECONDS);
    }
  }

  private SpanExporter exporter(String transport) {
    var compression = transport.endsWith("gzip") ? "gzip" : "none";
    return transport.startsWith("grpc")
        ? OtlpGrpcSpanExporter.builder()
            .setEndpoint(receiver.uri("").toString())
            .setCompression(compression)
            .setRetryPolicy(QUICK)
            .addHeader("Authorization", "Bearer k")
            .build()
        : OtlpHttpSpanExporter.builder()
            .setEndpoint(receiver.uri("/v1/traces").toString())
            .setCompression(compression)
            .setRetryPolicy(QUICK)
            .addHeader("x-clew-api-key", "k")
            .build();
  }
}
