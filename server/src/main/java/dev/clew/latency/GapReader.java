// SPDX-License-Identifier: Apache-2.0
package dev.clew.latency;

import dev.clew.http.Request;
import dev.clew.http.Store;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/// Reads when the chunks of a trace's streamed answers came: OpenLLMetry and its kin record an
/// event for each (`llm.content.completion.chunk`, `gen_ai.content.completion.chunk`).
final class GapReader {

  private static final int MAX_CALLS = 1_000;

  private final Store store;

  GapReader(Store store) {
    this.store = store;
  }

  /// By the id of the span in hexadecimal.
  Map<String, Gaps> read(Request request) {
    var found = new HashMap<String, Gaps>();
    store.query(
        store
            .about(
                request,
                """
                WITH toFixedString(unhex({trace:String}), 16) AS wanted,
                  (SELECT (min(first_minute), max(last_minute)) FROM ${database}.traces WHERE project_id = {project:String} AND trace_id = wanted) AS bounds
                SELECT span_id, arrayMap(
                    event -> toUnixTimestamp64Nano(parseDateTime64BestEffortOrZero(event.1, 9)) - toUnixTimestamp64Nano(start_time),
                    arrayFilter(event -> endsWith(event.2, 'content.completion.chunk'), JSONExtract(events, 'Array(Tuple(time String, name String))'))) AS chunks
                FROM ${database}.spans
                WHERE project_id = {project:String} AND minute BETWEEN bounds.1 AND bounds.2 AND xxHash32(trace_id) = xxHash32(wanted) AND trace_id = wanted
                  AND position(events, 'content.completion.chunk') > 0
                ORDER BY start_time
                LIMIT {max:UInt32}
                """)
            .with("trace", request.traceId().hex())
            .with("max", MAX_CALLS),
        row -> {
          var gaps = Gaps.of(row.<Long>list("chunks"));
          if (gaps != null) {
            found.put(HexFormat.of().formatHex(row.bytes("span_id")), gaps);
          }
        });
    return found;
  }
}
