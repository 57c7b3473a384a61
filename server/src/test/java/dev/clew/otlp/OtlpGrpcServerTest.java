// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.RequestHeaders;
import dev.clew.ingest.IngestReply;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import dev.clew.testkit.OtlpRequests;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
class OtlpGrpcServerTest {

  private static final String EXPORT =
      "/opentelemetry.proto.collector.trace.v1.TraceService/Export";

  private final TestReceiver receiver = new TestReceiver();
  private final WebClient client = WebClient.builder("h2c://127.0.0.1:" + receiver.port()).build();
  private final Random random = new Random(5);

  @BeforeEach
  void reset() {
    receiver.reset();
  }

  @AfterAll
  void stop() {
    receiver.close();
  }

  @Test
  void acceptsAMessage() throws Exception {
    var response = call(EXPORT, frame(0, message()));
    assertThat(status(response)).isEqualTo("0");
    assertThat(response.headers().get("content-type", "")).isEqualTo("application/grpc");
    assertThat(response.content().array()).hasSize(5);
    assertThat(receiver.batches).hasSize(1);
  }

  @Test
  void acceptsAnEmptyMessage() {
    assertThat(status(call(EXPORT, frame(0, new byte[0])))).isEqualTo("0");
  }

  @Test
  void overHttp1IsToldThatGrpcNeedsHttp2() {
    var http1 = WebClient.builder("h1c://127.0.0.1:" + receiver.port()).build();
    for (var path : List.of(EXPORT, "/some.Service/Method")) {
      var headers = RequestHeaders.of(HttpMethod.POST, path, "content-type", "application/grpc");
      var response =
          http1
              .execute(HttpRequest.of(headers, HttpData.wrap(frame(0, message()))))
              .aggregate()
              .join();
      assertThat(response.status().code()).isEqualTo(505);
      assertThat(response.headers().get("grpc-status")).isEqualTo("12");
      assertThat(response.contentUtf8()).contains("gRPC needs HTTP/2").contains("/v1/traces");
    }
    assertThat(receiver.batches).isEmpty();
  }

  @Test
  void acceptsZstd() {
    var body = frame(1, Zstd.compress(message()));
    assertThat(status(call(EXPORT, body, "grpc-encoding", "zstd"))).isEqualTo("0");
    assertThat(receiver.batches).hasSize(1);
  }

  @Test
  void reportsPartialSuccess() throws Exception {
    receiver.then = batch -> new IngestReply(0, 0, List.of(), 4);
    var content = call(EXPORT, frame(0, message())).content().array();
    var reply =
        ExportTraceServiceResponse.parseFrom(Arrays.copyOfRange(content, 5, content.length));
    assertThat(reply.getPartialSuccess().getErrorMessage()).contains("4 spans were cut");
  }

  @Test
  void refusesBrokenFrames() {
    assertThat(status(call(EXPORT, new byte[0]))).isEqualTo("3");
    assertThat(status(call(EXPORT, new byte[] {0, 0, 0}))).isEqualTo("3");
    assertThat(status(call(EXPORT, frame(7, message())))).isEqualTo("3");
    assertThat(status(call(EXPORT, frame(1, message())))).isEqualTo("3");
    assertThat(status(call(EXPORT, new byte[] {0, -1, -1, -1, -1, 1}))).isEqualTo("3");
    assertThat(status(call(EXPORT, new byte[] {0, 0, 0, 0, 1, 1, 1}))).isEqualTo("3");
    assertThat(receiver.requests).isEmpty();
  }

  @Test
  void refusesUnknownCompressorsMethodsAndSignals() {
    var brotli = call(EXPORT, frame(1, message()), "grpc-encoding", "br");
    assertThat(status(brotli)).isEqualTo("12");
    assertThat(brotli.headers().get("grpc-accept-encoding", "")).contains("gzip");
    assertThat(status(call("/a.B/C", frame(0, message())))).isEqualTo("12");
    var metrics =
        call(
            "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export",
            frame(0, new byte[0]));
    assertThat(status(metrics)).isEqualTo("12");
    assertThat(metrics.headers().get("grpc-message", "")).contains("does not store this signal");
    assertThat(receiver.refused).hasSize(3);
    assertThat(receiver.refused.getLast())
        .startsWith("metrics of ")
        .contains("does not store this signal");
  }

  @Test
  void refusesWhatIsTooLargeWithoutAskingToRetry() {
    var response = call(EXPORT, frame(0, new byte[TestReceiver.LIMITS.bodyBytes()]));
    assertThat(status(response)).isEqualTo("8");
    assertThat(details(response)).doesNotContain("RetryInfo");
  }

  @Test
  void asksToRetryWhenBusyOrThrottled() {
    for (var code : List.of(ErrorCode.BUSY, ErrorCode.STORAGE_DOWN, ErrorCode.THROTTLED)) {
      receiver.then =
          _ -> {
            throw AppException.retry(code, "später, 100%", Duration.ofSeconds(2));
          };
      var response = call(EXPORT, frame(0, message()));
      assertThat(status(response)).isEqualTo(code == ErrorCode.THROTTLED ? "8" : "14");
      assertThat(response.headers().get("grpc-message", "")).isEqualTo("sp%C3%A4ter, 100%25");
      assertThat(details(response)).contains("google.rpc.RetryInfo");
    }
  }

  @Test
  void honoursTheDeadline() throws Exception {
    var release = new CountDownLatch(1);
    receiver.then =
        batch -> {
          try {
            release.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return new IngestReply(1, 0, List.of(), 0);
        };
    try {
      assertThat(status(call(EXPORT, frame(0, message()), "grpc-timeout", "50m"))).isEqualTo("4");
    } finally {
      release.countDown();
    }
  }

  @Test
  void readsTimeouts() {
    assertThat(GrpcTimeout.parse("10S")).isEqualTo(Duration.ofSeconds(10));
    assertThat(GrpcTimeout.parse("99999999H")).isEqualTo(Duration.ofHours(99_999_999));
    for (var wrong : List.of("", "S", "10", "10s", "-1S", "999999999S")) {
      assertThat(GrpcTimeout.parse(wrong)).as(wrong).isNull();
    }
  }

  private byte[] message() {
    return OtlpRequests.of(OtlpRequests.lean(random)).toByteArray();
  }

  private static byte[] frame(int flag, byte[] message) {
    return ByteBuffer.allocate(5 + message.length)
        .put((byte) flag)
        .putInt(message.length)
        .put(message)
        .array();
  }

  private AggregatedHttpResponse call(String path, byte[] body, String... headers) {
    var request =
        RequestHeaders.builder(HttpMethod.POST, path).add("content-type", "application/grpc");
    for (int i = 0; i < headers.length; i += 2) {
      request.add(headers[i], headers[i + 1]);
    }
    return client.execute(HttpRequest.of(request.build(), HttpData.wrap(body))).aggregate().join();
  }

  private static String status(AggregatedHttpResponse response) {
    return response.trailers().get("grpc-status", response.headers().get("grpc-status", ""));
  }

  private static String details(AggregatedHttpResponse response) {
    var encoded = response.headers().get("grpc-status-details-bin", "");
    return new String(Base64.getDecoder().decode(encoded), ISO_8859_1);
  }
}
