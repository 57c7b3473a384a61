// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import dev.clew.ingest.Decoder;
import dev.clew.ingest.ExportRequest;
import dev.clew.ingest.IngestReply;
import java.util.concurrent.Executor;
import java.util.function.Function;

/// Where the receivers of all protocols bring their requests.
///
/// @param line stores a request, and returns when it is durable; blocks
/// @param executor runs `line`, one virtual thread for each request
public record OtlpIntake(
    Function<ExportRequest, IngestReply> line,
    Executor executor,
    Decoder protobuf,
    Decoder json,
    ReceiveLimits limits) {

  /// With the decoders and limits of this server.
  public static OtlpIntake of(Function<ExportRequest, IngestReply> line, Executor executor) {
    var limits = ReceiveLimits.DEFAULT;
    return new OtlpIntake(
        line,
        executor,
        new ProtobufDecoder(DecodeLimits.DEFAULT),
        new JsonDecoder(DecodeLimits.DEFAULT, limits.bodyBytes()),
        limits);
  }
}
