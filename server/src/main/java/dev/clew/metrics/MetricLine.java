// SPDX-License-Identifier: Apache-2.0
package dev.clew.metrics;

import dev.clew.ingest.Admission;
import dev.clew.ingest.ExportRequest;
import dev.clew.ingest.IngestLedger;
import dev.clew.ingest.IngestReply;
import dev.clew.ingest.Journal;
import dev.clew.model.AppException;
import dev.clew.model.MetricBatch;

/// The way of metrics into storage, whatever protocol they came over: the sibling of
/// [dev.clew.ingest.IngestLine].
public final class MetricLine {

  private final Admission admission;
  private final MetricSignal metrics;
  private final Journal<MetricBatch, StoredPoints> journal;
  private final IngestLedger ledger;

  public MetricLine(
      Admission admission,
      MetricSignal metrics,
      Journal<MetricBatch, StoredPoints> journal,
      IngestLedger ledger) {
    this.admission = admission;
    this.metrics = metrics;
    this.journal = journal;
    this.ledger = ledger;
  }

  /// Stores a request. Everything in the reply's `accepted` is synced to disk when this returns.
  ///
  /// @throws AppException when nothing of the request was stored; its code says whether to try
  ///   again
  public IngestReply ingest(ExportRequest<MetricBatch> request) {
    try (var admitted = admission.admit(request)) { // key, size, backlog: or refuse before decoding
      var decoded = admitted.decode(); // any protocol to metrics
      var points = metrics.prepare(decoded, admitted.receivedAt()); // judged; known by series
      int accepted = journal.append(admitted.logged(), points); // returns when durable
      var reply = IngestReply.of(accepted, points, points.rejections(), points.clipped());
      ledger.stored(metrics.name(), admitted.project(), reply, points.bytes());
      return reply;
    }
  }
}
