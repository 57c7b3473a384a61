// SPDX-License-Identifier: Apache-2.0
package dev.clew.inventory;

import dev.clew.http.Endpoint;
import dev.clew.http.Store;
import dev.clew.http.Summaries;
import java.util.List;

/// Services: traffic by the minute, traces from runs, tokens from calls.
public final class ServicesApi {

  private final Store store;

  public ServicesApi(Store store) {
    this.store = store;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Table.endpoint(
            store,
            "services",
            "Services that sent spans, busiest first",
            _ -> Table.whole("service"),
            ServicesApi::services));
  }

  private static String services(String figures) {
    return """
    SELECT t.name AS service, nullIf(t.layers, '') AS layer, r.n AS traces, t.n AS spans, t.failed AS errors,
      %s AS p50_ms, %s AS p95_ms, %s AS p99_ms,
      c.n AS llm_calls, c.tokens_in AS input_tokens, c.tokens_out AS output_tokens, c.cost AS cost_usd,
      %s AS last_time, t.parts AS spark
    FROM (
      SELECT service AS name, topKWeighted(1)(layer, spans)[1] AS layers, sum(spans) AS n, sum(errors) AS failed,
        quantilesTDigestMerge(0.5, 0.75, 0.95, 0.99)(duration_ms) AS q, max(minute) AS newest, %s AS parts
      FROM ${database}.usage_1m
      WHERE project_id = {project:String} AND minute BETWEEN toStartOfMinute(toDateTime({from:Int64})) AND toDateTime({to:Int64}) AND service != ''
      GROUP BY service
    ) AS t
    LEFT JOIN (
      SELECT name, count() AS n, max(start_time) AS newest
      FROM (SELECT arrayJoin(services) AS name, start_time FROM ${database}.runs FINAL WHERE %s)
      GROUP BY name
    ) AS r ON r.name = t.name
    LEFT JOIN (
      SELECT named[1] AS name, sum(calls) AS n, %s AS tokens_in, %s AS tokens_out, %s AS cost
      FROM (%s)
      GROUP BY name
    ) AS c ON c.name = t.name
    ORDER BY spans DESC, service
    LIMIT 1000
    """
        .formatted(
            Table.ms("t.q[1]"),
            Table.ms("t.q[3]"),
            Table.ms("t.q[4]"),
            // Traffic is kept by the minute, runs to the nanosecond.
            Table.time("greatest(toDateTime64(t.newest, 9), r.newest)"),
            Table.spark("spans", "toInt64(toUnixTimestamp(minute))"),
            Summaries.IN_RANGE,
            Table.sum("input_tokens"),
            Table.sum("output_tokens"),
            Table.sum("cost_usd"),
            figures);
  }
}
