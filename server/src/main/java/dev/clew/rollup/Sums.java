// SPDX-License-Identifier: Apache-2.0
package dev.clew.rollup;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The figures of charged calls in a form that can be added up further: what a row of
/// `usage_rolled` holds, and what is made of `calls` where nothing is rolled up.
final class Sums {

  private static final List<String> REPORTED =
      List.of(
          "input_tokens",
          "output_tokens",
          "cache_read_tokens",
          "reasoning_tokens",
          "cost_usd",
          "cost_input_usd",
          "cost_cache_read_usd",
          "cost_cache_write_usd",
          "cost_output_usd",
          "cost_reasoning_usd");

  private static final String MEASURED = "c.input_tokens >= 0 OR c.output_tokens >= 0";

  private static final Map<String, String> OF_CALLS = ofCalls();

  private Sums() {}

  private static Map<String, String> ofCalls() {
    var sums = new LinkedHashMap<String, String>();
    sums.put("calls", "count()");
    sums.put("errors", "countIf(c.status = 'error')");
    sums.put("traces", "uniqState(c.trace_id)");
    for (var column : REPORTED) {
      sums.put(
          column, "if(countIf(c.%1$s >= 0) = 0, -1, sumIf(c.%1$s, c.%1$s >= 0))".formatted(column));
    }
    sums.put("priced_calls", "countIf(c.cost_usd >= 0)");
    sums.put("priceable_calls", "countIf(%s)".formatted(MEASURED));
    sums.put("unmeasured_calls", "countIf(NOT (%s) AND c.status != 'error')".formatted(MEASURED));
    sums.put(
        "unpriced_calls",
        "countIf(c.cost_usd < 0 AND ((%s) OR c.status != 'error'))".formatted(MEASURED));
    sums.put("newest", "max(c.start_time)");
    sums.put(
        "duration_ms", "quantilesTDigestState(0.5, 0.95, 0.99)(toFloat32(c.duration_ns / 1e6))");
    sums.put("ttft_ms", "quantilesTDigestIfState(0.5, 0.95)(c.ttft_ms, c.ttft_ms >= 0)");
    sums.put("tpot_ms", "quantilesTDigestIfState(0.5, 0.95)(c.tpot_ms, c.tpot_ms >= 0)");
    return sums;
  }

  /// The columns, separated by commas.
  static String columns() {
    return String.join(", ", OF_CALLS.keySet());
  }

  /// SQL of the columns over rows of `calls` that are called `c`.
  static String ofCallsAsColumns() {
    return String.join(
        ", ",
        OF_CALLS.entrySet().stream().map(sum -> sum.getValue() + " AS " + sum.getKey()).toList());
  }
}
