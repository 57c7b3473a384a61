// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import dev.clew.ingest.Decoder;
import dev.clew.model.LogBatch;
import dev.clew.model.MetricBatch;
import dev.clew.model.RawBatch;
import java.util.List;

/// The two encodings of one OTLP signal.
///
/// @param <R> what both decode to
public record OtlpDecoders<R>(Decoder<R> protobuf, Decoder<R> json) {

  /// For spans.
  public static OtlpDecoders<RawBatch> traces(ReceiveLimits limits) {
    return new OtlpDecoders<>(
        new ProtobufDecoder(DecodeLimits.DEFAULT),
        new JsonDecoder(DecodeLimits.DEFAULT, limits.bodyBytes()));
  }

  /// For metrics.
  public static OtlpDecoders<MetricBatch> metrics(ReceiveLimits limits) {
    return new OtlpDecoders<>(
        new ProtobufMetricsDecoder(DecodeLimits.DEFAULT),
        new JsonMetricsDecoder(DecodeLimits.DEFAULT, limits.bodyBytes()));
  }

  /// For log records.
  public static OtlpDecoders<LogBatch> logs(ReceiveLimits limits) {
    return new OtlpDecoders<>(
        new ProtobufLogsDecoder(DecodeLimits.DEFAULT),
        new JsonLogsDecoder(DecodeLimits.DEFAULT, limits.bodyBytes()));
  }

  /// In the order in which the write-ahead log refers to them.
  public List<Decoder<R>> inOrder() {
    return List.of(protobuf, json);
  }
}
