// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import dev.clew.ingest.Decoder;
import dev.clew.model.AppException;
import dev.clew.model.LogBatch;
import dev.clew.model.LogRecord;
import dev.clew.model.Rejection;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What two decoders of log records must agree on: not the hash and size of an encoding, not the
/// wording.
record DecodedLogs(List<LogRecord> records, List<Rejection.Reason> rejections) {

  /// `null` when the decoder refuses.
  static @Nullable DecodedLogs by(Decoder<LogBatch> decoder, byte[] body) {
    try {
      return of(decoder.decode("p", ByteBuffer.wrap(body)));
    } catch (AppException _) {
      return null;
    }
  }

  static DecodedLogs of(LogBatch batch) {
    return new DecodedLogs(
        batch.records().stream().map(DecodedLogs::comparable).toList(),
        batch.rejections().stream().map(Rejection::reason).toList());
  }

  private static LogRecord comparable(LogRecord record) {
    return new LogRecord(
        record.resource(),
        record.scope(),
        record.timeNs(),
        record.observedNs(),
        record.severity(),
        record.severityText(),
        record.eventName(),
        record.body(),
        record.attributes(),
        record.traceId(),
        record.spanId(),
        record.flags(),
        record.droppedAttributes(),
        0,
        0);
  }
}
