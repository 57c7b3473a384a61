// SPDX-License-Identifier: Apache-2.0
package dev.clew.inventory;

import dev.clew.engine.Row;
import dev.clew.http.Endpoint;
import dev.clew.http.Endpoint.Parameter;
import dev.clew.http.Reply;
import dev.clew.http.Request;
import dev.clew.http.Store;
import dev.clew.http.Summaries;
import dev.clew.http.TimeRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What stored runs would have saved with other habits. Each option stands alone: they do not add
/// up.
public final class WhatIfApi {

  private static final Duration WEEK = Duration.ofDays(7);

  private final Store store;

  public WhatIfApi(Store store) {
    this.store = store;
  }

  public List<Endpoint> endpoints() {
    var parameters =
        new ArrayList<>(
            List.of(
                new Parameter("server", "string", "only tools of this MCP server"),
                new Parameter("agent", "string", "only runs that this agent began"),
                new Parameter("result_limit", "integer", "tokens of a result; default 5000")));
    parameters.addAll(Parameter.RANGE);
    return List.of(
        Endpoint.get(
            "/api/v1/tools/what-if",
            "What the runs of the last seven days would have saved with tool search, an allow-list, shorter results, a cached prefix",
            parameters,
            this::whatIf));
  }

  private Reply whatIf(Request request) {
    store.refresh(request);
    var given = request.rangeOrNull();
    var range = given == null ? new TimeRange(request.now().minus(WEEK), request.now()) : given;
    int limit = request.number("result_limit", 5_000, 100, 1_000_000);
    var found = new LinkedHashMap<String, @Nullable Object>();
    var options = new ArrayList<Map<String, @Nullable Object>>();
    var stats =
        store.query(
            store
                .about(request, range, SQL)
                .with("server", request.text("server", ""))
                .with("agent", request.text("agent", ""))
                .with("limit", limit),
            row -> {
              found.put("runs", row.number("runs"));
              found.put("input_tokens", row.number("input"));
              found.put("cost_usd", row.number("priced") == 0 ? null : row.real("cost"));
              options.addAll(options(row, limit));
            });
    return Reply.json(
        json -> {
          for (var field : found.entrySet()) {
            Reply.writeField(json, field.getKey(), field.getValue());
          }
          Reply.writeField(json, "options", options);
          Reply.stats(json, stats);
        });
  }

  private static List<Map<String, @Nullable Object>> options(Row row, int limit) {
    return List.of(
        option(
            row,
            "allow_list",
            "Offer each run only the tools it uses",
            "unused",
            "definitions of tools that their run never called",
            "that the tools a run needs are known before it begins"),
        option(
            row,
            "tool_search",
            "Let the model search for tools",
            "search",
            "all definitions, less a search tool of 500 tokens, the definitions of the tools that were used, and one call more in each run",
            "runs that offer at least 10 tools or 10,000 tokens of definitions"),
        option(
            row,
            "result_limit",
            "Cut results at %,d tokens".formatted(limit),
            "long",
            "what results have beyond the limit, in every call that carried them",
            "that the agent does not need the rest, or asks for it page by page"),
        option(
            row,
            "cached_prefix",
            "Keep the beginning of prompts unchanged",
            "missed",
            "tokens that an earlier call had sent and the provider's cache did not answer, at the price of reading from the cache; they are sent all the same",
            "that calls follow each other within five minutes"));
  }

  private static Map<String, @Nullable Object> option(
      Row row, String option, String title, String name, String detail, String assumes) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    long tokens = Math.round(Math.max(0, row.real(name + "_tokens")));
    double usd = Math.max(0, row.real(name + "_usd"));
    double cost = row.real("cost");
    boolean isPriced = row.number("priced") > 0;
    fields.put("option", option);
    fields.put("title", title);
    fields.put("saved_tokens", tokens);
    fields.put("saved_usd", isPriced ? usd : null);
    fields.put("share", isPriced && cost > 0 ? usd / cost : null);
    fields.put("detail", detail);
    fields.put("assumes", assumes);
    return fields;
  }

  /// Per run first, so that a run is judged by its own tools; then sums. Money follows the tokens
  /// of the same entries.
  private static final String SQL =
      """
      SELECT count() AS runs, sum(input_tokens) AS input, countIf(NOT isNaN(cost_usd)) AS priced, sumIf(cost_usd, NOT isNaN(cost_usd)) AS cost,
        toFloat64(sum(unused)) AS unused_tokens, sumIf(unused_cost, NOT isNaN(unused_cost)) AS unused_usd,
        sumIf(searched, searched > 0) AS search_tokens, sumIf(searched * definition_cost / definitions, searched > 0 AND definitions > 0 AND NOT isNaN(definition_cost)) AS search_usd,
        sum(beyond) AS long_tokens, sumIf(beyond_cost, NOT isNaN(beyond_cost)) AS long_usd,
        toFloat64(sum(missed_tokens)) AS missed_tokens, sumIf(penalty_usd, NOT isNaN(penalty_usd)) AS missed_usd
      FROM (
        SELECT input_tokens, cost_usd, missed_tokens, penalty_usd, calls,
          arrayMap((c, s) -> c = 'tooldef' AND ({server:String} = '' OR s = {server:String}), entry_category, entry_server) AS is_definition,
          arraySum(arrayFilter((v, is) -> is, entry_tokens, is_definition)) AS definitions,
          arraySum(arrayFilter((v, is) -> is, entry_cost, is_definition)) AS definition_cost,
          arraySum(arrayFilter((v, is) -> is, entry_waste, is_definition)) AS unused,
          arraySum(arrayMap(v -> if(isNaN(v), 0, v), arrayFilter((v, is) -> is, entry_waste_cost, is_definition))) AS unused_cost,
          countEqual(is_definition, 1) AS tools,
          arrayMax(arrayFilter((v, is) -> is, entry_calls, is_definition)) AS carrying,
          if(carrying > 0 AND (tools >= 10 OR definitions / carrying >= 10000),
            toFloat64(unused) - 500. * (carrying + 1) - (toFloat64(input_tokens) - definitions + (definitions - unused)) / greatest(calls, 1), 0.) AS searched,
          arrayMap((t, s) -> t > {limit:UInt32} AND ({server:String} = '' OR s = {server:String}), result_tokens, result_server) AS is_long,
          arraySum(arrayMap((is, t, n) -> if(is, (toFloat64(t) - {limit:UInt32}) * n, 0.), is_long, result_tokens, result_carried)) AS beyond,
          arraySum(arrayMap((is, t, usd) -> if(is, usd * (1 - {limit:UInt32} / t), 0.), is_long, result_tokens, result_cost)) AS beyond_cost
        FROM ${database}.token_ledger FINAL
        WHERE %s AND ({agent:String} = '' OR agent = {agent:String})
      )
      """
          .formatted(Summaries.IN_RANGE);
}
