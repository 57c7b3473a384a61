// SPDX-License-Identifier: Apache-2.0
package dev.clew.logs;

import dev.clew.ingest.Admission;
import dev.clew.ingest.Decoder;
import dev.clew.ingest.ExportRequest;
import dev.clew.ingest.IngestLedger;
import dev.clew.ingest.IngestReply;
import dev.clew.ingest.Journal;
import dev.clew.model.AppException;
import dev.clew.model.LogBatch;
import dev.clew.model.RawBatch;
import java.util.Map;
import java.util.function.Consumer;

/// The way of log records into storage, whatever protocol they came over: the sibling of
/// [dev.clew.ingest.IngestLine].
public final class LogLine {

  private final Admission admission;
  private final LogSignal logs;
  private final Journal<LogBatch, StoredLogs> journal;
  private final IngestLedger ledger;
  private final Consumer<ExportRequest<RawBatch>> traces;
  private final Map<Decoder<LogBatch>, Decoder<RawBatch>> spanDecoders;

  /// @param traces stores the spans in a request; returns when they are durable
  /// @param spanDecoders for each decoder of logs, the one that reads the spans
  public LogLine(
      Admission admission,
      LogSignal logs,
      Journal<LogBatch, StoredLogs> journal,
      IngestLedger ledger,
      Consumer<ExportRequest<RawBatch>> traces,
      Map<Decoder<LogBatch>, Decoder<RawBatch>> spanDecoders) {
    this.admission = admission;
    this.logs = logs;
    this.journal = journal;
    this.ledger = ledger;
    this.traces = traces;
    this.spanDecoders = Map.copyOf(spanDecoders);
  }

  /// Stores a request. Everything in the reply's `accepted`, and every span that lines of access
  /// logs make, is synced to disk when this returns.
  ///
  /// @throws AppException when not all of the request was stored; its code says whether to try
  ///   again, and what was stored is then recognised
  public IngestReply ingest(ExportRequest<LogBatch> request) {
    var stored = store(request);
    var spans = spanDecoders.get(request.decoder());
    if (stored.spans() > 0 && spans != null) {
      traces.accept(
          new ExportRequest<>(
              request.key(), request.body().duplicate(), request.compression(), spans));
    }
    return stored.reply();
  }

  private record Stored(IngestReply reply, int spans) {}

  private Stored store(ExportRequest<LogBatch> request) {
    try (var admitted = admission.admit(request)) { // key, size, backlog: or refuse before decoding
      var decoded = admitted.decode(); // any protocol to log records
      var batch = logs.prepare(decoded, admitted.receivedAt()); // access logs, messages, patterns
      int accepted = journal.append(admitted.logged(), batch); // returns when durable
      var reply = IngestReply.of(accepted, batch, batch.rejections(), batch.clipped());
      ledger.stored(logs.name(), admitted.project(), reply, batch.bytes());
      return new Stored(reply, batch.spans());
    }
  }
}
