// SPDX-License-Identifier: Apache-2.0
package dev.clew.traces;

import dev.clew.engine.Row;
import dev.clew.engine.Statement;
import dev.clew.http.Store;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What run analysis says of spans that report a call: rows of `calls`, by trace and span.
final class CallFacts {

  /// Columns of `calls` that [SpanFields] reads.
  static final String COLUMNS =
      """
      trace_id, span_id, billable, duplicate_of, aggregate_of, note, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, reasoning_tokens, usage_basis, cost_usd, cost_input_usd, cost_cache_read_usd, cost_cache_write_usd, cost_output_usd, cost_reasoning_usd,
      cost_source, price_version, priced_model, claimed_cost_usd, service_tier, context_window, response_id, session_id, user_id, agent
      """;

  private final Map<String, Row> bySpan = new HashMap<>();

  /// @param statement that selects [#COLUMNS]
  static CallFacts read(Store store, Statement statement) {
    var facts = new CallFacts();
    store.query(statement, row -> facts.bySpan.put(key(row), row.kept()));
    return facts;
  }

  @Nullable Row of(Row span) {
    return bySpan.get(key(span));
  }

  private static String key(Row row) {
    return HexFormat.of().formatHex(row.bytes("trace_id"))
        + HexFormat.of().formatHex(row.bytes("span_id"));
  }
}
