// SPDX-License-Identifier: Apache-2.0
package dev.clew.ingest;

import dev.clew.engine.ClickHouse;
import dev.clew.engine.Statement;
import dev.clew.model.Span;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Recognises spans that were stored before: exporters send a request again when its answer was
/// lost.
///
/// While the server runs, a span is the same when everything that was sent of it is the same. That
/// memory is lost with the process, so spans stored shortly before a start are recognised by what
/// their rows still hold: ids, times and status. Spans with the same ids but other content are
/// kept; queries show the newest.
public final class DuplicateWindow {

  private static final int REMEMBERED = 1 << 20;
  private static final int REMEMBERED_FROM_TABLES = 1 << 18;

  private final RecentSet seen = new RecentSet(REMEMBERED);
  private final RecentSet before = new RecentSet(REMEMBERED_FROM_TABLES);

  /// The spans of `batch` that are new, each once.
  ///
  /// @param fresh fingerprints of the same group that are not in the window yet; the new ones are
  ///   added to it
  List<PackedSpan> unseen(StoredBatch batch, Set<Long> fresh) {
    var kept = new ArrayList<PackedSpan>(batch.spans().size());
    for (var packed : batch.spans()) {
      var span = packed.span();
      long content = mix(batch.project().hashCode(), span.raw().contentHash());
      content = mix(content, span.raw().ids().spanId().value());
      if (!seen.contains(content)
          && !before.contains(identity(batch.project(), span))
          && fresh.add(content)) {
        kept.add(packed);
      }
    }
    return kept;
  }

  void addAll(Set<Long> fingerprints) {
    fingerprints.forEach(seen::add);
  }

  /// Remembers the spans that were received in the last `seconds` before the newest one.
  public void restore(ClickHouse clickHouse, String database, int seconds) {
    clickHouse.query(
        Statement.of(
                """
                SELECT project_id, trace_id, span_id, start_time, duration_ns, status::Int8 AS status
                FROM %1$s.spans
                WHERE received_at >= (SELECT max(received_at) FROM %1$s.spans) - {seconds:UInt32}
                ORDER BY received_at DESC
                LIMIT {limit:UInt32}
                """
                    .formatted(database))
            .with("seconds", seconds)
            .with("limit", REMEMBERED_FROM_TABLES),
        row -> {
          var trace = ByteBuffer.wrap(row.bytes("trace_id"));
          before.add(
              identity(
                  row.string("project_id"),
                  trace.getLong(),
                  trace.getLong(),
                  ByteBuffer.wrap(row.bytes("span_id")).getLong(),
                  row.number("start_time"),
                  row.number("duration_ns"),
                  row.number("status")));
        });
  }

  private static long identity(String project, Span span) {
    var raw = span.raw();
    return identity(
        project,
        raw.ids().traceId().high(),
        raw.ids().traceId().low(),
        raw.ids().spanId().value(),
        raw.startNs(),
        raw.durationNs(),
        raw.status().code().number());
  }

  private static long identity(String project, long... facts) {
    long hash = project.hashCode();
    for (long fact : facts) {
      hash = mix(hash, fact);
    }
    return hash;
  }

  /// The finalizer of SplitMix64 over a running sum.
  private static long mix(long hash, long value) {
    long z = hash * 0x9E3779B97F4A7C15L + value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
