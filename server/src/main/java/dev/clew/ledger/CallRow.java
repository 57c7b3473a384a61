// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger;

import dev.clew.engine.Row;
import dev.clew.ledger.accounting.LedgerCall.Bill;
import dev.clew.model.SpanId;
import dev.clew.model.Usage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A span that reports a call, as run analysis stored it.
///
/// @param duplicateOf the span that is charged for the same call, or [SpanId#NONE]
record CallRow(
    SpanId id,
    boolean billable,
    SpanId duplicateOf,
    String op,
    boolean failed,
    long startNs,
    long durationNs,
    String agent,
    String key,
    String provider,
    String requestModel,
    String responseModel,
    String tier,
    String region,
    Usage usage,
    long window,
    @Nullable Bill bill) {

  static CallRow of(Row row) {
    return new CallRow(
        new SpanId(SpanRow.number(row, "span_id")),
        row.bool("billable"),
        new SpanId(SpanRow.number(row, "duplicate_of")),
        row.string("op"),
        row.number("status") == 2,
        row.number("start_time"),
        row.number("duration_ns"),
        row.string("agent"),
        row.string("gateway_key"),
        row.string("provider"),
        row.string("request_model"),
        row.string("response_model"),
        row.string("service_tier"),
        row.string("region"),
        new Usage(
            known(row, "input_tokens"),
            known(row, "output_tokens"),
            known(row, "cache_read_tokens"),
            known(row, "cache_write_tokens"),
            known(row, "reasoning_tokens"),
            null,
            null,
            new Usage.Details(known(row, "cache_write_1h_tokens"), null, null, null, null)),
        row.number("context_window"),
        bill(row));
  }

  String model() {
    return responseModel.isEmpty() ? requestModel : responseModel;
  }

  Instant at() {
    return Instant.ofEpochSecond(0, startNs);
  }

  /// Talks: what is embedded, ranked, drawn or spoken has no conversation.
  boolean isConversation() {
    return switch (op) {
      case "embeddings", "rerank", "image", "speech_to_text", "text_to_speech" -> false;
      default -> true;
    };
  }

  /// Claude lays tools before the system prompt, everyone else after it.
  boolean putsToolsFirst() {
    return provider.contains("anthropic") || model().contains("claude");
  }

  private static @Nullable Bill bill(Row row) {
    return row.real("cost_usd") < 0
        ? null
        : new Bill(
            row.real("cost_input_usd"),
            row.real("cost_cache_read_usd"),
            row.real("cost_cache_write_usd"),
            row.real("cost_output_usd"),
            row.real("cost_reasoning_usd"));
  }

  private static @Nullable Long known(Row row, String column) {
    long tokens = row.number(column);
    return tokens < 0 ? null : tokens;
  }
}
