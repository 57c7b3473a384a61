// SPDX-License-Identifier: Apache-2.0
package dev.clew.usage;

import dev.clew.engine.Statement;
import dev.clew.http.Request;
import dev.clew.http.Store;
import dev.clew.http.Summaries;

/// Usage by tool, from the ledgers: a tool has its definitions, what was asked of it and what it
/// answered, in all calls that carried it. What is of no tool is without a label, so the series add
/// up to what all runs with a ledger took.
final class ToolUsage {

  static final String LABEL = "tool";

  private ToolUsage() {}

  /// Columns are those of usage by other labels, as far as a ledger knows them; a run counts where
  /// it began.
  ///
  /// @param matching SQL that says which runs count
  static Statement query(Store store, Request request, Steps steps, String matching) {
    return steps.bind(
        store.about(
            request,
            steps.range(),
            """
            WITH lines AS (
              SELECT %1$s AS at, trace_id, toString(one_tool) AS one, one_input AS is_input, one_tokens AS tokens, one_cached AS cached, one_cost AS usd
              FROM (
                SELECT *, arrayMap(c -> NOT startsWith(toString(c), 'out_'), entry_category) AS entry_input
                FROM ${database}.token_ledger FINAL WHERE %2$s AND %3$s
              )
              ARRAY JOIN entry_tool AS one_tool, entry_input AS one_input, entry_tokens AS one_tokens, entry_cached AS one_cached, entry_cost AS one_cost
            ), most AS (
              SELECT one FROM lines GROUP BY one ORDER BY sumIf(usd, NOT isNaN(usd)) DESC, sum(tokens) DESC, one LIMIT {max:UInt32}
            )
            SELECT [name]::Array(String) AS labels, point, traces, input_tokens, output_tokens, cache_read_tokens, cost_usd
            FROM (
              SELECT name, at AS point, uniqExact(trace_id) AS traces,
                toInt64(sumIf(tokens, is_input)) AS input_tokens, toInt64(sumIf(tokens, NOT is_input)) AS output_tokens, toInt64(sum(cached)) AS cache_read_tokens,
                if(countIf(NOT isNaN(usd)) = 0, NULL, sumIf(usd, NOT isNaN(usd))) AS cost_usd
              FROM (SELECT *, if(one IN (SELECT one FROM most), one, {other:String}) AS name FROM lines)
              GROUP BY name, point
            )
            ORDER BY name = {other:String}, sum(cost_usd) OVER (PARTITION BY name) DESC, name, point
            """
                .formatted(steps.point(Summaries.BEGAN_MS), Summaries.IN_RANGE, matching)));
  }
}
