// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import java.util.Locale;

/// The encodings of OTLP/HTTP: a reply has that of its request.
enum HttpEncoding {
  PROTOBUF,
  JSON,
  /// Answered in JSON, which people can read.
  UNKNOWN;

  static HttpEncoding of(RequestHeaders headers) {
    var type = headers.get(HttpHeaderNames.CONTENT_TYPE, "").toLowerCase(Locale.ROOT);
    int parameters = type.indexOf(';');
    if (parameters < 0) {
      return of(type.strip());
    }
    var charset = type.substring(parameters + 1).replace(" ", "").replace("\"", "");
    boolean isUtf8 = !charset.contains("charset=") || charset.contains("charset=utf-8");
    return isUtf8 ? of(type.substring(0, parameters).strip()) : UNKNOWN;
  }

  private static HttpEncoding of(String type) {
    return switch (type) {
      case "application/x-protobuf" -> PROTOBUF;
      case "application/json" -> JSON;
      default -> UNKNOWN;
    };
  }

  MediaType replyType() {
    return this == PROTOBUF ? MediaType.X_PROTOBUF : MediaType.JSON;
  }

  HttpResponse ok(ExportReply reply) {
    var body = this == PROTOBUF ? reply.toProtobuf() : reply.toJson().getBytes(UTF_8);
    return HttpResponse.of(HttpStatus.OK, replyType(), body);
  }

  byte[] encode(RpcStatus status) {
    return this == PROTOBUF ? status.toProtobuf() : status.toJson().getBytes(UTF_8);
  }
}
