// SPDX-License-Identifier: Apache-2.0
package dev.clew.runs;

import dev.clew.engine.ClickHouse;
import dev.clew.engine.Statement;
import dev.clew.model.SpanId;
import dev.clew.model.TraceId;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The session and the user of spans, where only their log records name them: Google's ADK does so.
///
/// @param session empty when no record names one
/// @param user likewise
record LoggedNames(String session, String user) {

  /// A span, wherever it is.
  record Place(TraceId trace, SpanId span) {}

  /// Best key first (semconv §3.11).
  private static final List<String> SESSIONS =
      List.of("gen_ai.conversation.id", "session.id", "gen_ai.session.id", "conversation.id");

  private static final List<String> USERS =
      List.of("user.id", "gen_ai.user.id", "enduser.id", "user.account_uuid");

  static Map<Place, LoggedNames> read(
      ClickHouse clickHouse, String database, String project, Collection<TraceId> traces) {
    Map<Place, LoggedNames> found = new HashMap<>();
    clickHouse.query(
        Statement.of(
                """
                WITH wanted AS (SELECT toFixedString(unhex(arrayJoin({ids:Array(String)})), 16)),
                  (SELECT (min(first_minute), max(last_minute)) FROM %1$s.traces
                   WHERE project_id = {project:String} AND trace_id IN wanted) AS bounds
                SELECT trace_id, span_id, max(%2$s) AS named_session, max(%3$s) AS named_user
                FROM %1$s.logs
                WHERE project_id = {project:String} AND trace_id IN wanted
                  AND minute BETWEEN bounds.1 - 3600 AND bounds.2 + 3600
                GROUP BY trace_id, span_id
                HAVING named_session != '' OR named_user != ''
                """
                    .formatted(database, first(SESSIONS), first(USERS)))
            .with("project", project)
            .with("ids", traces.stream().map(TraceId::hex).toList()),
        row -> {
          var id = ByteBuffer.wrap(row.bytes("trace_id"));
          var trace = new TraceId(id.getLong(), id.getLong());
          var span = new SpanId(ByteBuffer.wrap(row.bytes("span_id")).getLong());
          found.put(
              new Place(trace, span),
              new LoggedNames(row.string("named_session"), row.string("named_user")));
        });
    return found;
  }

  private static String first(List<String> keys) {
    return "arrayFirst(name -> name != '', [%s])"
        .formatted(
            keys.stream().map("attributes['%s']"::formatted).collect(Collectors.joining(", ")));
  }
}
