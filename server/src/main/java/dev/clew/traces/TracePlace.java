// SPDX-License-Identifier: Apache-2.0
package dev.clew.traces;

import dev.clew.engine.Statement;
import dev.clew.http.Request;
import dev.clew.http.Store;
import java.util.concurrent.atomic.AtomicReference;

/// Where the rows of a trace are filed. Looked up once where several tables are asked about the
/// trace: as a subquery it takes each of them as long as the rest of its planning.
///
/// @param trace in hexadecimal
/// @param first minute, seconds since 1970; 0 with `last` when nothing is known of the trace
record TracePlace(Store store, Request request, String trace, long first, long last) {

  static TracePlace of(Store store, Request request) {
    var trace = request.traceId().hex();
    var found = new AtomicReference<>(new TracePlace(store, request, trace, 0, 0));
    store.query(
        store
            .about(
                request,
                """
                SELECT toUnixTimestamp(min(first_minute)) AS first, toUnixTimestamp(max(last_minute)) AS last FROM ${database}.traces
                WHERE project_id = {project:String} AND trace_id = toFixedString(unhex({trace:String}), 16)
                """)
            .with("trace", trace),
        row ->
            found.set(
                new TracePlace(store, request, trace, row.number("first"), row.number("last"))));
    return found.get();
  }

  /// @param sql about the trace `wanted`, in whose minutes `${in_minutes}` holds
  Statement about(String sql) {
    return store
        .about(
            request,
            "WITH toFixedString(unhex({trace:String}), 16) AS wanted\n"
                + sql.replace(
                    "${in_minutes}",
                    "minute BETWEEN toDateTime({first:Int64}) AND toDateTime({last:Int64})"))
        .with("trace", trace)
        .with("first", first)
        .with("last", last);
  }
}
