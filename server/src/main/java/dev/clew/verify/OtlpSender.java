// SPDX-License-Identifier: Apache-2.0
package dev.clew.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// Sends export requests as exporters do.
final class OtlpSender {

  private static final String EXPORT =
      "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
  private static final int FRAME_PREFIX_BYTES = 5;

  private final URI otlp;
  private final URI grpc;
  private final HttpCalls http;
  private final HttpCalls http2;

  OtlpSender(URI otlp, URI grpc, @Nullable String key) {
    this.otlp = otlp;
    this.grpc = grpc;
    this.http = new HttpCalls(HttpClient.Version.HTTP_1_1, key);
    this.http2 = new HttpCalls(HttpClient.Version.HTTP_2, key);
  }

  /// Whether gRPC can be tried. The JDK's client speaks HTTP/2 without TLS only after a server has
  /// agreed to switch, and then keeps the connection.
  boolean canSpeakGrpc() {
    try {
      return http2.send(HttpCalls.to(grpc, "/")).version() == HttpClient.Version.HTTP_2;
    } catch (UnreachableException e) {
      return false;
    }
  }

  /// @return what is wrong with the answer; empty when the request was taken whole
  String send(Transport transport, JsonNode request) {
    return switch (transport) {
      case PROTOBUF ->
          judge(
              http.send(
                  HttpCalls.to(otlp, "/v1/traces")
                      .header("Content-Type", "application/x-protobuf")
                      .header("Content-Encoding", "gzip")
                      .POST(BodyPublishers.ofByteArray(gzip(OtlpProtobuf.encode(request))))),
              "");
      case JSON ->
          judge(
              http.send(
                  HttpCalls.to(otlp, "/v1/traces")
                      .header("Content-Type", "application/json")
                      .POST(BodyPublishers.ofString(request.toString()))),
              "{}");
      case GRPC -> call(OtlpProtobuf.encode(request));
    };
  }

  /// Nothing was rejected and there is no warning exactly when the answer's message is empty.
  private static String judge(HttpResponse<byte[]> answer, String empty) {
    var body = new String(answer.body(), StandardCharsets.UTF_8);
    return answer.statusCode() == 200 && body.equals(empty)
        ? ""
        : "HTTP %d: %s".formatted(answer.statusCode(), body.isEmpty() ? "(no text)" : body);
  }

  /// A failed call has its status in the headers; that of a success is in trailers, which the JDK's
  /// client does not show, but only a success has a message.
  private String call(byte[] message) {
    var frame =
        ByteBuffer.allocate(FRAME_PREFIX_BYTES + message.length)
            .put((byte) 0)
            .putInt(message.length)
            .put(message);
    var answer =
        http2.send(
            HttpCalls.to(grpc, EXPORT)
                .header("Content-Type", "application/grpc")
                .header("TE", "trailers")
                .POST(BodyPublishers.ofByteArray(frame.array())));
    var status = answer.headers().firstValue("grpc-status").orElse("0");
    boolean isWhole =
        answer.statusCode() == 200
            && status.equals("0")
            && answer.body().length == FRAME_PREFIX_BYTES;
    return isWhole
        ? ""
        : "HTTP %d, grpc-status %s, %s, %d bytes"
            .formatted(
                answer.statusCode(),
                status,
                answer.headers().firstValue("grpc-message").orElse("(no message)"),
                answer.body().length);
  }

  private static byte[] gzip(byte[] bytes) {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
