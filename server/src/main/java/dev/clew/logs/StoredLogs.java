// SPDX-License-Identifier: Apache-2.0
package dev.clew.logs;

import dev.clew.ingest.Signal;
import dev.clew.model.Rejection;
import dev.clew.model.TraceId;
import java.util.List;
import java.util.function.Consumer;

/// The log records of one request that are being, or have been, written.
///
/// @param spans how many of them are lines of access logs that make a span
/// @param receivedAt seconds since 1970
/// @param bytes decompressed size of the request
public record StoredLogs(
    String project,
    List<PreparedLog> records,
    List<Rejection> rejections,
    int clipped,
    int spans,
    long receivedAt,
    long bytes)
    implements Signal.Batch {

  public StoredLogs {
    records = List.copyOf(records);
    rejections = List.copyOf(rejections);
  }

  @Override
  public int size() {
    return records.size();
  }

  /// Hands over the trace of every record that carries messages.
  public void forEachTraceTold(Consumer<TraceId> consumer) {
    for (var log : records) {
      var trace = log.record().traceId();
      if (trace != null && !(log.inputPreview().isEmpty() && log.outputPreview().isEmpty())) {
        consumer.accept(trace);
      }
    }
  }

  StoredLogs with(List<PreparedLog> kept) {
    return kept.size() == records.size()
        ? this
        : new StoredLogs(project, kept, rejections, clipped, spans, receivedAt, bytes);
  }
}
