// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import dev.clew.model.LogRecord;
import dev.clew.model.Rejection;
import dev.clew.model.Rejection.Reason;
import dev.clew.model.SpanId;
import dev.clew.model.TraceId;

/// A log record under construction, filled by either decoder. Setting a field again replaces it.
final class LogDraft {

  private static final int MAX_SEVERITY = 24;

  final DraftId traceId = new DraftId(16);
  final DraftId spanId = new DraftId(8);
  final AttributeList attributes;
  final Losses losses;
  long timeNs;
  long observedNs;
  int severity;
  String severityText = "";
  String eventName = "";
  int flags;
  int droppedAttributes;
  ValueDraft body;

  private final DecodeLimits limits;

  LogDraft(DecodeLimits limits, Losses losses) {
    this.limits = limits;
    this.losses = losses;
    attributes = new AttributeList(limits.attributes());
    body = new ValueDraft(limits, losses);
  }

  void clear() {
    traceId.clear();
    spanId.clear();
    attributes.clear();
    losses.clear();
    timeNs = 0;
    observedNs = 0;
    severity = 0;
    severityText = "";
    eventName = "";
    flags = 0;
    droppedAttributes = 0;
    body = new ValueDraft(limits, losses);
  }

  /// Hands the finished record, or the reason why it cannot be kept, to `batch`. An id that is none
  /// only means that the record belongs to no trace (`logs.proto`).
  ///
  /// @param hash of the encoded record
  /// @param size of the encoded record, in bytes
  void finish(LogBatchDraft batch, Origin origin, long hash, int size) {
    var value = body.build();
    if (losses.isTooDeep()) {
      batch.reject(
          new Rejection(
              Reason.TOO_DEEP,
              "a value of a log record nests deeper than " + limits.depth() + " levels"));
      return;
    }
    int over = attributes.dropped();
    var record =
        new LogRecord(
            origin.resource(),
            origin.scope(),
            timeNs,
            observedNs,
            severity < 0 || severity > MAX_SEVERITY ? 0 : severity,
            severityText,
            eventName,
            value,
            attributes.build(),
            traceId.isValid() ? new TraceId(traceId.high(), traceId.low()) : null,
            spanId.isValid() ? new SpanId(spanId.low()) : null,
            flags,
            Counts.sum(droppedAttributes, over),
            origin.hashOf(hash),
            size);
    batch.keep(record, losses.cuts() > 0 || over > 0 || origin.clipped());
  }
}
