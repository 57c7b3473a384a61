// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import dev.clew.ingest.ExportRequest;
import dev.clew.ingest.IngestReply;
import java.util.Locale;
import java.util.function.Function;

/// A signal that this server takes over OTLP.
///
/// @param <R> what its requests are decoded to
/// @param line stores a request, and returns when it is durable; blocks
public record OtlpSignal<R>(
    Kind kind, OtlpDecoders<R> decoders, Function<ExportRequest<R>, IngestReply> line) {

  /// Where a signal arrives and what one of its records is called (opentelemetry-proto,
  /// `docs/specification.md`).
  public enum Kind {
    TRACES("/v1/traces", "trace.v1.TraceService", "rejectedSpans", "span"),
    METRICS("/v1/metrics", "metrics.v1.MetricsService", "rejectedDataPoints", "data point"),
    LOGS("/v1/logs", "logs.v1.LogsService", "rejectedLogRecords", "log record");

    private final String httpPath;
    private final String grpcService;
    private final String rejectedField;
    private final String record;

    Kind(String httpPath, String grpcService, String rejectedField, String record) {
      this.httpPath = httpPath;
      this.grpcService = grpcService;
      this.rejectedField = rejectedField;
      this.record = record;
    }

    /// As accounting and the server's own metrics name it.
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    /// Where it arrives over HTTP.
    public String httpPath() {
      return httpPath;
    }

    String grpcPath() {
      return "/opentelemetry.proto.collector." + grpcService + "/Export";
    }

    /// The member of `partialSuccess` that counts rejected records.
    String rejectedField() {
      return rejectedField;
    }

    String record() {
      return record;
    }
  }
}
