// SPDX-License-Identifier: Apache-2.0
package dev.clew.logs;

import dev.clew.http.Reply;
import dev.clew.http.Request;
import dev.clew.http.Store;
import java.util.ArrayList;

/// The log records of a trace: those with its id, and lines of gateways that log no trace id but a
/// request id which a span of the trace carries.
final class TraceLogs {

  /// Where spans carry the id of a request. `guid:x-request-id` is Envoy's own tag.
  private static final String REQUEST_IDS =
      """
      arrayFilter(v -> v != '', [
        attributes['guid:x-request-id'], attributes['http.request.header.x-request-id'], attributes['http.response.header.x-request-id'],
        JSONExtractString(attributes_json['http.request.header.x-request-id'], 1), JSONExtractString(attributes_json['http.request.header.x_request_id'], 1),
        JSONExtractString(attributes_json['http.response.header.x-request-id'], 1), JSONExtractString(attributes_json['http.response.header.x_request_id'], 1),
        attributes['http.request_id'], attributes['x-request-id'], attributes['request_id'], attributes['request.id']])
      """;

  private static final int MAX_REQUEST_IDS = 1_000;

  private final Store store;

  TraceLogs(Store store) {
    this.store = store;
  }

  Reply list(Request request) {
    store.refresh(request);
    var trace = request.traceId().hex();
    int limit = request.number("limit", 1_000, 1, 1_000);
    var rows = new ArrayList<String>();
    var stats =
        store.query(
            store
                .about(
                    request,
                    """
                    WITH toFixedString(unhex({trace:String}), 16) AS wanted,
                      (SELECT (min(first_minute), max(last_minute), count()) FROM ${database}.traces WHERE project_id = {project:String} AND trace_id = wanted) AS bounds
                    SELECT %s
                    FROM ${database}.logs
                    WHERE project_id = {project:String} AND (
                      trace_id = wanted
                      OR (request_id != '' AND trace_id = toFixedString('', 16)
                        AND minute BETWEEN bounds.1 - 3600 AND bounds.2 + 3600
                        AND request_id IN (
                          SELECT arrayJoin(%s) AS id FROM ${database}.spans
                          WHERE project_id = {project:String} AND minute BETWEEN bounds.1 AND bounds.2 AND xxHash32(trace_id) = xxHash32(wanted) AND trace_id = wanted
                          LIMIT {ids:UInt32}))
                    )
                    ORDER BY time, sequence, id
                    LIMIT 1 BY time, id
                    LIMIT {page:UInt32}
                    """
                        .formatted(LogColumns.LIST, REQUEST_IDS))
                .with("trace", trace)
                .with("ids", MAX_REQUEST_IDS)
                .with("page", limit + 1L),
            row -> rows.add(LogJson.text(row)));
    return Reply.json(
        json -> {
          json.writeArrayFieldStart("logs");
          for (var row : rows.subList(0, Math.min(limit, rows.size()))) {
            json.writeRawValue(row);
          }
          json.writeEndArray();
          json.writeBooleanField("truncated", rows.size() > limit);
          Reply.stats(json, stats);
        });
  }
}
