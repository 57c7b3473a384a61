// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import java.util.Base64;
import java.util.HexFormat;

/// Responses of gRPC over HTTP/2 (gRPC, `PROTOCOL-HTTP2.md`).
final class GrpcReplies {

  static final String NEEDS_HTTP2 =
      "gRPC needs HTTP/2, and this request came over HTTP/1.1 (expected: h2c, or OTLP/HTTP to /v1/traces)";

  private static final MediaType GRPC = MediaType.create("application", "grpc");
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private GrpcReplies() {}

  static HttpResponse ok(ExportReply reply) {
    return HttpResponse.of(
        headers().build(),
        HttpData.wrap(GrpcFrame.write(reply.toProtobuf())),
        HttpHeaders.of("grpc-status", "0"));
  }

  /// A response of headers only, which gRPC calls "Trailers-Only".
  static HttpResponse refuse(RpcStatus status) {
    var headers =
        headers()
            .add("grpc-status", Integer.toString(status.code()))
            .add("grpc-message", percentEncode(status.message()))
            .add(
                "grpc-status-details-bin",
                Base64.getEncoder().withoutPadding().encodeToString(status.toProtobuf()));
    return HttpResponse.of(headers.endOfStream(true).build());
  }

  /// For gRPC over HTTP/1.1, which does not exist: mostly a proxy on the way that speaks the wrong
  /// protocol to its upstream. Plain HTTP, so that whoever looks can read it.
  static HttpResponse needsHttp2() {
    var status = RpcStatus.unimplemented(NEEDS_HTTP2);
    var headers =
        ResponseHeaders.builder(HttpStatus.HTTP_VERSION_NOT_SUPPORTED)
            .contentType(MediaType.JSON)
            .add("grpc-status", Integer.toString(status.code()))
            .add("grpc-message", percentEncode(status.message()))
            .add(HttpHeaderNames.CONNECTION, "close");
    return HttpResponse.of(headers.build(), HttpData.wrap(status.toJson().getBytes(UTF_8)));
  }

  private static ResponseHeadersBuilder headers() {
    return ResponseHeaders.builder(HttpStatus.OK)
        .contentType(GRPC)
        .add("grpc-accept-encoding", "identity,gzip,zstd");
  }

  static String percentEncode(String message) {
    var encoded = new StringBuilder(message.length());
    for (byte b : message.getBytes(UTF_8)) {
      if (b >= ' ' && b <= '~' && b != '%') {
        encoded.append((char) b);
      } else {
        encoded.append('%').append(HEX.toHexDigits(b));
      }
    }
    return encoded.toString();
  }
}
