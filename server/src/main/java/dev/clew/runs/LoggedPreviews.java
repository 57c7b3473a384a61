// SPDX-License-Identifier: Apache-2.0
package dev.clew.runs;

import dev.clew.engine.ClickHouse;
import dev.clew.engine.Statement;
import dev.clew.model.SpanId;
import dev.clew.model.TraceId;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// The beginning of what was said in model calls whose messages came as log records.
final class LoggedPreviews {

  /// A span, wherever it is.
  private record Place(TraceId trace, SpanId span) {}

  /// @param input what the user said last; empty when no record told
  /// @param output what the model answered
  record Preview(String input, String output) {
    static final Preview NONE = new Preview("", "");
  }

  private final Map<Place, Preview> previews = new HashMap<>();

  private LoggedPreviews() {}

  static LoggedPreviews read(
      ClickHouse clickHouse, String database, String project, Collection<TraceId> traces) {
    var found = new LoggedPreviews();
    clickHouse.query(
        Statement.of(
                """
                WITH wanted AS (SELECT toFixedString(unhex(arrayJoin({ids:Array(String)})), 16)),
                  (SELECT (min(first_minute), max(last_minute)) FROM %1$s.traces
                   WHERE project_id = {project:String} AND trace_id IN wanted) AS bounds
                SELECT trace_id, span_id,
                  argMaxIf(input_preview, (time, sequence), input_preview != '') AS input,
                  argMinIf(output_preview, (time, sequence), output_preview != '') AS output
                FROM %1$s.logs
                WHERE project_id = {project:String} AND trace_id IN wanted
                  AND minute BETWEEN bounds.1 - 3600 AND bounds.2 + 3600
                  AND (input_preview != '' OR output_preview != '')
                GROUP BY trace_id, span_id
                """
                    .formatted(database))
            .with("project", project)
            .with("ids", traces.stream().map(TraceId::hex).toList()),
        row -> {
          var id = ByteBuffer.wrap(row.bytes("trace_id"));
          var trace = new TraceId(id.getLong(), id.getLong());
          var span = new SpanId(ByteBuffer.wrap(row.bytes("span_id")).getLong());
          found.previews.put(
              new Place(trace, span), new Preview(row.string("input"), row.string("output")));
        });
    return found;
  }

  Preview of(TraceId trace, SpanId span) {
    return previews.getOrDefault(new Place(trace, span), Preview.NONE);
  }
}
