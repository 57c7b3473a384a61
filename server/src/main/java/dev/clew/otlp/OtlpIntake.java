// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import dev.clew.ingest.Decoder;
import dev.clew.ingest.ExportRequest;
import dev.clew.ingest.IngestReply;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Where the receivers of all protocols bring their requests.
///
/// @param doorman throws when a key (`null` when none was sent) may not send; asked before a body
///   is read
/// @param refusals hears of every request that is not taken
/// @param line stores a request, and returns when it is durable; blocks
/// @param executor runs `line`, one virtual thread for each request
public record OtlpIntake(
    Consumer<@Nullable String> doorman,
    RefusalLog refusals,
    Function<ExportRequest, IngestReply> line,
    Executor executor,
    Decoder protobuf,
    Decoder json,
    ReceiveLimits limits) {

  /// With the decoders of this server.
  public static OtlpIntake of(
      Consumer<@Nullable String> doorman,
      RefusalLog refusals,
      Function<ExportRequest, IngestReply> line,
      Executor executor,
      ReceiveLimits limits) {
    return new OtlpIntake(
        doorman,
        refusals,
        line,
        executor,
        new ProtobufDecoder(DecodeLimits.DEFAULT),
        new JsonDecoder(DecodeLimits.DEFAULT, limits.bodyBytes()),
        limits);
  }
}
