// SPDX-License-Identifier: Apache-2.0
package dev.clew.inventory;

import dev.clew.http.Endpoint;
import dev.clew.http.Store;
import java.util.List;

/// Models, from the calls that are charged.
public final class ModelsApi {

  private final Store store;

  public ModelsApi(Store store) {
    this.store = store;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Table.endpoint(
            store,
            "models",
            "Models that were called, busiest first",
            range -> Table.inSparks(range, "model", "provider"),
            ModelsApi::models));
  }

  private static String models(String figures) {
    return """
    SELECT nullIf(answered, '') AS model, nullIf(provided, '') AS provider, n AS calls, failed AS errors,
      tokens_in AS input_tokens, tokens_out AS output_tokens, tokens_cached AS cache_read_tokens, cost AS cost_usd,
      %s AS p50_ms, %s AS p95_ms, %s AS p99_ms, %s AS ttft_p50_ms, %s AS ttft_p95_ms, %s AS tpot_p50_ms, %s AS tpot_p95_ms,
      %s AS last_time, parts AS spark
    FROM (
      SELECT named[1] AS answered, named[2] AS provided,
        sum(calls) AS n, sum(errors) AS failed, %s AS tokens_in, %s AS tokens_out, %s AS tokens_cached, %s AS cost,
        quantilesTDigestMerge(0.5, 0.95, 0.99)(duration_ms) AS q,
        quantilesTDigestIfMerge(0.5, 0.95)(ttft_ms) AS first,
        quantilesTDigestIfMerge(0.5, 0.95)(tpot_ms) AS each,
        max(newest) AS last, %s AS parts
      FROM (%s)
      GROUP BY answered, provided
    )
    ORDER BY calls DESC, model, provider
    LIMIT 1000
    """
        .formatted(
            Table.ms("q[1]"),
            Table.ms("q[2]"),
            Table.ms("q[3]"),
            Table.ms("first[1]"),
            Table.ms("first[2]"),
            Table.ms("each[1]"),
            Table.ms("each[2]"),
            Table.time("last"),
            Table.sum("input_tokens"),
            Table.sum("output_tokens"),
            Table.sum("cache_read_tokens"),
            Table.sum("cost_usd"),
            Table.sparkOfFigures(),
            figures);
  }
}
