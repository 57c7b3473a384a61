// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import dev.clew.ingest.RejectionList;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import dev.clew.model.LogBatch;
import dev.clew.model.LogRecord;
import dev.clew.model.Rejection;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Collects the log records of one request, whatever it was encoded in.
final class LogBatchDraft {

  private final DecodeLimits limits;
  private final List<LogRecord> records = new ArrayList<>();
  private final RejectionList rejections = new RejectionList();
  private final BitSet clipped = new BitSet();

  LogBatchDraft(DecodeLimits limits) {
    this.limits = limits;
  }

  void keep(LogRecord record, boolean isClipped) {
    makeRoom();
    if (isClipped) {
      clipped.set(records.size());
    }
    records.add(record);
  }

  void reject(Rejection rejection) {
    makeRoom();
    rejections.add(rejection);
  }

  int size() {
    return records.size();
  }

  /// Gives records that were kept without an origin the one that was read after them.
  void assign(int from, int to, Origin origin) {
    if (origin.clipped()) {
      clipped.set(from, to);
    }
    for (int i = from; i < to; i++) {
      var record = records.get(i);
      records.set(
          i, record.with(origin.resource(), origin.scope(), origin.hashOf(record.contentHash())));
    }
  }

  LogBatch build(String project, long bytes) {
    return new LogBatch(project, records, rejections.toList(), clipped.cardinality(), bytes);
  }

  private void makeRoom() {
    if (records.size() + rejections.size() >= limits.spans()) {
      throw new AppException(
          ErrorCode.TOO_LARGE, "more than " + limits.spans() + " log records in one request");
    }
  }
}
