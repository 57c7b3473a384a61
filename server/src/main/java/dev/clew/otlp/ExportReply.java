// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import com.fasterxml.jackson.core.JsonFactory;
import dev.clew.ingest.IngestReply;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/// `ExportTraceServiceResponse` and its like. `partial_success` is there exactly when something was
/// rejected or there is a warning; a warning has 0 rejected records (opentelemetry-proto,
/// `docs/specification.md`).
record ExportReply(long rejected, String message, OtlpSignal.Kind kind) {

  private static final JsonFactory JSON = new JsonFactory();

  static ExportReply of(IngestReply reply, OtlpSignal.Kind kind) {
    return new ExportReply(
        reply.rejections().size(), RpcStatus.clip(reply.message(kind.record())), kind);
  }

  private boolean isFull() {
    return rejected == 0 && message.isEmpty();
  }

  byte[] toProtobuf() {
    var reply = new ProtobufOutput();
    if (!isFull()) {
      reply.message(1, new ProtobufOutput().number(1, rejected).text(2, message));
    }
    return reply.toBytes();
  }

  String toJson() {
    var text = new StringWriter();
    try (var out = JSON.createGenerator(text)) {
      out.writeStartObject();
      if (!isFull()) {
        out.writeObjectFieldStart("partialSuccess");
        if (rejected > 0) {
          // 64-bit integers are strings in protobuf's JSON.
          out.writeStringField(kind.rejectedField(), Long.toString(rejected));
        }
        out.writeStringField("errorMessage", message);
        out.writeEndObject();
      }
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
