// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import dev.clew.testkit.OtlpJson;
import dev.clew.testkit.OtlpRequests;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(Lifecycle.PER_CLASS)
class OtlpHttpServerTest {

  private static final String PROTOBUF = "application/x-protobuf";
  private static final String JSON = "application/json";

  private final TestReceiver receiver = new TestReceiver();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Random random = new Random(5);

  @BeforeEach
  void reset() {
    receiver.reset();
  }

  @AfterAll
  void stop() {
    client.shutdownNow();
    receiver.close();
  }

  @Test
  void acceptsProtobuf() throws Exception {
    var response = post(PROTOBUF, request().toByteArray());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(contentType(response)).isEqualTo(PROTOBUF);
    assertThat(response.body()).isEmpty();
    assertThat(receiver.batches).hasSize(1);
  }

  @Test
  void acceptsJson() throws Exception {
    var body = OtlpJson.of(request()).getBytes(UTF_8);
    var response = post("application/json; charset=utf-8", body);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(contentType(response)).isEqualTo(JSON);
    assertThat(text(response)).isEqualTo("{}");
  }

  @Test
  void acceptsNothing() throws Exception {
    assertThat(post(PROTOBUF, new byte[0]).statusCode()).isEqualTo(200);
    assertThat(text(post(JSON, new byte[0]))).isEqualTo("{}");
  }

  @Test
  void inflates() throws Exception {
    var body = request().toByteArray();
    assertThat(send(to("/v1/traces", PROTOBUF, gzip(body)).header("Content-Encoding", "gzip")))
        .isEqualTo(200);
    assertThat(
            send(
                to("/v1/traces", PROTOBUF, Zstd.compress(body)).header("Content-Encoding", "zstd")))
        .isEqualTo(200);
    assertThat(receiver.batches).hasSize(2);
    assertThat(send(to("/v1/traces", PROTOBUF, body).header("Content-Encoding", "gzip")))
        .isEqualTo(400);
  }

  @Test
  void reportsPartialSuccess() throws Exception {
    var bad = OtlpRequests.span(random).setTraceId(ByteString.EMPTY).build();
    var request = OtlpRequests.of(OtlpRequests.lean(random), bad);
    var reply = ExportTraceServiceResponse.parseFrom(post(PROTOBUF, request.toByteArray()).body());
    assertThat(reply.getPartialSuccess().getRejectedSpans()).isEqualTo(1);
    assertThat(reply.getPartialSuccess().getErrorMessage()).isEqualTo("trace id is missing");
    assertThat(text(post(JSON, OtlpJson.of(request).getBytes(UTF_8))))
        .isEqualTo(
            "{\"partialSuccess\":{\"rejectedSpans\":\"1\",\"errorMessage\":\"trace id is"
                + " missing\"}}");
  }

  @Test
  void warnsOfWhatWasCut() throws Exception {
    var cut = OtlpRequests.span(random).setName("n".repeat(5_000)).build();
    var reply =
        ExportTraceServiceResponse.parseFrom(
            post(PROTOBUF, OtlpRequests.of(cut).toByteArray()).body());
    assertThat(reply.getPartialSuccess().getRejectedSpans()).isZero();
    assertThat(reply.getPartialSuccess().getErrorMessage()).contains("1 span was cut");
  }

  @Test
  void refusesBadDataInTheEncodingOfTheRequest() throws Exception {
    var response = post(PROTOBUF, new byte[] {0x0a, 0x7f});
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(contentType(response)).isEqualTo(PROTOBUF);
    var status = Status.parse(response.body());
    assertThat(status.code).isEqualTo(3);
    assertThat(status.message).contains("at byte 2");
    assertThat(status.details).contains("google.rpc.BadRequest");

    var json = post(JSON, "{\"resourceSpans\":5}".getBytes(UTF_8));
    assertThat(json.statusCode()).isEqualTo(400);
    assertThat(contentType(json)).isEqualTo(JSON);
    assertThat(text(json)).contains("\"code\":3", "/resourceSpans", "google.rpc.BadRequest");
  }

  @Test
  void asksToRetryWhenBusy() throws Exception {
    receiver.then =
        _ -> {
          throw AppException.retry(ErrorCode.BUSY, "the queue is full", Duration.ofMillis(1_500));
        };
    var response = post(PROTOBUF, request().toByteArray());
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("retry-after")).hasValue("2");
    assertThat(Status.parse(response.body()).details).contains("google.rpc.RetryInfo");
    assertThat(text(post(JSON, "{}".getBytes(UTF_8)))).contains("\"retryDelay\":\"1.500000000s\"");
  }

  @Test
  void hidesBugs() throws Exception {
    receiver.then =
        _ -> {
          throw new IllegalStateException("secret");
        };
    var response = post(JSON, "{}".getBytes(UTF_8));
    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(text(response)).contains("\"code\":13", "internal error").doesNotContain("secret");
  }

  @ParameterizedTest
  @CsvSource({
    "text/plain, identity",
    "application/json; charset=utf-16, identity",
    "application/x-protobuf, br",
    "application/x-protobuf, 'gzip, gzip'",
  })
  void refusesUnknownTypesAndEncodings(String type, String encoding) throws Exception {
    var request = to("/v1/traces", type, new byte[0]).header("Content-Encoding", encoding);
    assertThat(send(request)).isEqualTo(415);
  }

  @Test
  void refusesAMissingContentType() throws Exception {
    var request =
        HttpRequest.newBuilder(receiver.uri("/v1/traces")).POST(BodyPublishers.noBody()).build();
    var response = client.send(request, BodyHandlers.ofByteArray());
    assertThat(response.statusCode()).isEqualTo(415);
    assertThat(contentType(response)).isEqualTo(JSON);
  }

  @ParameterizedTest
  @CsvSource({"GET", "PUT", "DELETE"})
  void refusesOtherMethods(String method) throws Exception {
    var request =
        HttpRequest.newBuilder(receiver.uri("/v1/traces"))
            .method(method, BodyPublishers.noBody())
            .build();
    var response = client.send(request, BodyHandlers.ofByteArray());
    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("allow")).hasValue("POST");
    assertThat(text(response)).contains("\"code\":12");
  }

  @ParameterizedTest
  @CsvSource({"/v1/metrics", "/v1/logs", "/v1development/profiles"})
  void saysThatOnlyTracesAreStored(String path) throws Exception {
    var response = client.send(to(path, PROTOBUF, new byte[0]).build(), BodyHandlers.ofByteArray());
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(Status.parse(response.body()).message).contains("does not store this signal");
  }

  @Test
  void refusesWhatIsTooLarge() throws Exception {
    var inflated = gzip(new byte[TestReceiver.LIMITS.bodyBytes() + 1]);
    assertThat(send(to("/v1/traces", PROTOBUF, inflated).header("Content-Encoding", "gzip")))
        .isEqualTo(413);
    var body = new byte[TestReceiver.LIMITS.bodyBytes() + 1];
    var chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
    assertThat(
            send(
                HttpRequest.newBuilder(receiver.uri("/v1/traces"))
                    .header("Content-Type", PROTOBUF)
                    .POST(chunked)))
        .isEqualTo(413);
    assertThat(receiver.batches).isEmpty();
  }

  @Test
  void refusesAPromiseOfTooMuchBeforeAnythingArrives() throws Exception {
    assertThat(raw("Content-Length: 99999999\r\n", "")).startsWith("HTTP/1.1 413");
    assertThat(raw("Content-Length: 99999999\r\nExpect: 100-continue\r\n", ""))
        .contains("HTTP/1.1 413");
  }

  @Test
  void refusesAWrongKeyBeforeItReadsTheBody() throws IOException {
    assertThat(raw("Authorization: Bearer stolen\r\nContent-Length: 1000000\r\n", ""))
        .startsWith("HTTP/1.1 401");
    assertThat(receiver.refused).containsExactly("traces of stolen: this key is not valid");
  }

  @Test
  void refusesABodyThatIsNotHttp() throws IOException {
    assertThat(raw("Transfer-Encoding: chunked\r\n", "ZZ\r\n")).startsWith("HTTP/1.1 400");
    assertThat(receiver.requests).isEmpty();
  }

  @Test
  void refusesASlowBody() throws Exception {
    assertThat(raw("Content-Length: 10\r\n", "x")).startsWith("HTTP/1.1 408");
    assertThat(TestReceiver.LIMITS.arriving().held()).as("nothing is held for it").isZero();
  }

  @Test
  void forgetsASenderThatGoesAway() throws Exception {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), receiver.port())) {
      var head = "POST /v1/traces HTTP/1.1\r\nHost: a\r\nContent-Type: " + JSON + "\r\n";
      socket.getOutputStream().write((head + "Content-Length: 9\r\n\r\nx").getBytes(US_ASCII));
    }
    assertThat(post(PROTOBUF, request().toByteArray()).statusCode()).isEqualTo(200);
    assertThat(receiver.requests).hasSize(1);
  }

  @Test
  void passesOnTheKey() throws Exception {
    send(to("/v1/traces", PROTOBUF, new byte[0]).header("Authorization", "bearer k1"));
    send(to("/v1/traces", PROTOBUF, new byte[0]).header("x-clew-api-key", "k2"));
    send(to("/v1/traces", PROTOBUF, new byte[0]).header("Authorization", "Basic cGs6c2s="));
    post(PROTOBUF, new byte[0]);
    assertThat(receiver.requests).extracting(r -> r.key()).containsExactly("k1", "k2", "sk", null);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/public/otel/v1/traces",
    "/otel/v1/traces",
    "/v1/private/otel/v1/traces",
    "/adapt_lk-1/api/otlp/traces",
    "/otlp/v1/traces"
  })
  void takesTracesAtTheAddressesOfOtherBackEnds(String path) throws Exception {
    send(to(path, PROTOBUF, request().toByteArray()));
    assertThat(receiver.batches).hasSize(1);
    var head =
        HttpRequest.newBuilder(receiver.uri(path)).method("HEAD", BodyPublishers.noBody()).build();
    assertThat(client.send(head, BodyHandlers.discarding()).statusCode()).isEqualTo(405);
  }

  /// What a server answers to a request over HTTP/1.1 whose body never ends.
  private String raw(String headers, String body) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), receiver.port())) {
      socket.setSoTimeout(10_000);
      var head = "POST /v1/traces HTTP/1.1\r\nHost: a\r\nContent-Type: " + JSON + "\r\n" + headers;
      socket.getOutputStream().write((head + "\r\n" + body).getBytes(US_ASCII));
      socket.getOutputStream().flush();
      var answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
      assertThat(answer.toLowerCase(Locale.ROOT)).contains("connection: close");
      return answer;
    }
  }

  /// `google.rpc.Status`, read with protobuf-java's wire format.
  private record Status(int code, String message, String details) {
    static Status parse(byte[] body) throws IOException {
      var in = CodedInputStream.newInstance(body);
      int code = 0;
      var message = "";
      var details = "";
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        switch (tag >>> 3) {
          case 1 -> code = in.readInt32();
          case 2 -> message = in.readStringRequireUtf8();
          case 3 -> details = typeUrl(in.readBytes());
          default -> throw new InvalidProtocolBufferException("field " + (tag >>> 3));
        }
      }
      return new Status(code, message, details);
    }

    private static String typeUrl(ByteString any) throws IOException {
      return Any.parseFrom(any).getTypeUrl();
    }
  }

  private ExportTraceServiceRequest request() {
    return OtlpRequests.of(OtlpRequests.lean(random));
  }

  private HttpResponse<byte[]> post(String type, byte[] body) throws Exception {
    return client.send(to("/v1/traces", type, body).build(), BodyHandlers.ofByteArray());
  }

  private HttpRequest.Builder to(String path, String type, byte[] body) {
    return HttpRequest.newBuilder(receiver.uri(path))
        .header("Content-Type", type)
        .POST(BodyPublishers.ofByteArray(body));
  }

  private int send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.discarding()).statusCode();
  }

  private static String contentType(HttpResponse<byte[]> response) {
    return response.headers().firstValue("content-type").orElse("").replaceAll(";.*", "");
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), UTF_8);
  }

  private static byte[] gzip(byte[] body) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(body);
    }
    return out.toByteArray();
  }
}
