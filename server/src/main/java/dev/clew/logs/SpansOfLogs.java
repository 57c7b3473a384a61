// SPDX-License-Identifier: Apache-2.0
package dev.clew.logs;

import dev.clew.ingest.Decoder;
import dev.clew.model.LogBatch;
import dev.clew.model.RawBatch;
import java.nio.ByteBuffer;
import java.util.List;

/// Reads the spans that a request of log records holds: see [LoggedSpans].
///
/// @param logs reads the request as what it is
public record SpansOfLogs(Decoder<LogBatch> logs) implements Decoder<RawBatch> {

  @Override
  public RawBatch decode(String project, ByteBuffer body) {
    var batch = logs.decode(project, body);
    var spans = LoggedSpans.of(batch.records()).all();
    // What is wrong with a record is said where it is stored as one.
    return new RawBatch(project, spans, List.of(), 0, batch.bytes());
  }
}
