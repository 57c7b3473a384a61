// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import com.fasterxml.jackson.core.JsonFactory;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// `google.rpc.Status`, the body of every refusal (opentelemetry-proto, `docs/specification.md`).
///
/// @param code of `google.rpc.Code`
/// @param retryAfter becomes `RetryInfo`: the sender keeps the data and tries again
/// @param isBadRequest adds `BadRequest` with the message: the data are at fault
record RpcStatus(int code, String message, @Nullable Duration retryAfter, boolean isBadRequest) {

  static final int UNIMPLEMENTED = 12;
  static final int DEADLINE_EXCEEDED = 4;

  /// The specification limits a response to 4 MiB and asks to shorten the message first.
  private static final int MAX_MESSAGE_BYTES = 4 << 10;

  private static final Duration DEFAULT_RETRY = Duration.ofSeconds(1);
  private static final String TYPE = "type.googleapis.com/google.rpc.";
  private static final JsonFactory JSON = new JsonFactory();

  RpcStatus {
    message = clip(message);
  }

  static RpcStatus of(AppException refused) {
    var code = refused.code();
    Duration retryAfter = null;
    if (code.isRetryable()) {
      retryAfter = refused.retryAfter() == null ? DEFAULT_RETRY : refused.retryAfter();
    }
    return new RpcStatus(code.grpcCode(), refused.detail(), retryAfter, code == ErrorCode.INVALID);
  }

  static RpcStatus unimplemented(String message) {
    return new RpcStatus(UNIMPLEMENTED, message, null, false);
  }

  static String clip(String message) {
    return Utf8.clip(message, MAX_MESSAGE_BYTES, new Losses());
  }

  byte[] toProtobuf() {
    var status = new ProtobufOutput().number(1, code).text(2, message);
    if (retryAfter != null) {
      var delay =
          new ProtobufOutput()
              .number(1, retryAfter.toSeconds())
              .number(2, retryAfter.toNanosPart());
      status.message(3, any("RetryInfo", new ProtobufOutput().message(1, delay)));
    }
    if (isBadRequest) {
      var violation = new ProtobufOutput().text(2, message);
      status.message(3, any("BadRequest", new ProtobufOutput().message(1, violation)));
    }
    return status.toBytes();
  }

  private static ProtobufOutput any(String type, ProtobufOutput detail) {
    return new ProtobufOutput().text(1, TYPE + type).bytes(2, detail.toBytes());
  }

  String toJson() {
    var text = new StringWriter();
    try (var out = JSON.createGenerator(text)) {
      out.writeStartObject();
      out.writeNumberField("code", code);
      out.writeStringField("message", message);
      if (retryAfter != null || isBadRequest) {
        out.writeArrayFieldStart("details");
        out.writeStartObject();
        if (retryAfter != null) {
          out.writeStringField("@type", TYPE + "RetryInfo");
          out.writeStringField("retryDelay", seconds(retryAfter));
        } else {
          out.writeStringField("@type", TYPE + "BadRequest");
          out.writeArrayFieldStart("fieldViolations");
          out.writeStartObject();
          out.writeStringField("description", message);
          out.writeEndObject();
          out.writeEndArray();
        }
        out.writeEndObject();
        out.writeEndArray();
      }
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static String seconds(Duration duration) {
    return duration.toNanosPart() == 0
        ? duration.toSeconds() + "s"
        : "%d.%09ds".formatted(duration.toSeconds(), duration.toNanosPart());
  }
}
