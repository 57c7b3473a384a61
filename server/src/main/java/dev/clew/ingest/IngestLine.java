// SPDX-License-Identifier: Apache-2.0
package dev.clew.ingest;

import dev.clew.model.AppException;
import dev.clew.model.RawBatch;
import dev.clew.semconv.Conventions;

/// The way of a trace export into storage, from top to bottom. The first thing to read.
public final class IngestLine {

  private final Admission admission;
  private final Conventions conventions;
  private final TraceSignal traces;
  private final Journal<RawBatch, StoredBatch> journal;
  private final IngestLedger ledger;

  public IngestLine(
      Admission admission,
      Conventions conventions,
      TraceSignal traces,
      Journal<RawBatch, StoredBatch> journal,
      IngestLedger ledger) {
    this.admission = admission;
    this.conventions = conventions;
    this.traces = traces;
    this.journal = journal;
    this.ledger = ledger;
  }

  /// Stores a request. Everything in the reply's `accepted` is synced to disk when this returns,
  /// and visible to every query that starts afterwards.
  ///
  /// @throws AppException when nothing of the request was stored; its code says whether to try
  ///   again
  public IngestReply ingest(ExportRequest<RawBatch> request) {
    try (var admitted = admission.admit(request)) { // key, size, backlog: or refuse before decoding
      var decoded = admitted.decode(); // OTLP protobuf or JSON to spans
      var canonical = conventions.apply(decoded); // every dialect to one vocabulary
      var packed = traces.pack(canonical, admitted.receivedAt()); // content to hashes
      int accepted = journal.append(admitted.logged(), packed); // returns when durable
      var reply = IngestReply.of(accepted, packed, canonical.rejections(), canonical.clipped());
      ledger.stored(traces.name(), admitted.project(), reply, canonical.bytes());
      return reply;
    }
  }
}
