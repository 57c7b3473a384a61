// SPDX-License-Identifier: Apache-2.0
package dev.clew.logs;

import dev.clew.ingest.Decoder;
import dev.clew.model.LogBatch;
import dev.clew.model.RawBatch;
import dev.clew.model.RawSpan;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Reads the spans that a request of log records holds: those of access log lines with a trace id.
///
/// @param logs reads the request as what it is
public record SpansOfLogs(Decoder<LogBatch> logs) implements Decoder<RawBatch> {

  @Override
  public RawBatch decode(String project, ByteBuffer body) {
    var batch = logs.decode(project, body);
    var spans = new ArrayList<RawSpan>();
    for (var record : batch.records()) {
      var access = AccessRecord.of(record);
      var traceId = access == null ? null : access.traceId();
      if (access != null && traceId != null) {
        spans.add(access.span(traceId));
      }
    }
    // What is wrong with a record is said where it is stored as one.
    return new RawBatch(project, spans, List.of(), 0, batch.bytes());
  }
}
