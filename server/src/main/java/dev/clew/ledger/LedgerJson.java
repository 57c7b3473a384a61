// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.clew.engine.Row;
import dev.clew.http.Reply;
import java.io.IOException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A row of `token_ledger` as the API answers it.
final class LedgerJson {

  private static final int MAX_RESULTS = 200;

  private final JsonGenerator json;
  private final Row row;

  private LedgerJson(JsonGenerator json, Row row) {
    this.json = json;
    this.row = row;
  }

  /// Writes the fields of the answer.
  static void write(JsonGenerator json, Row row) throws IOException {
    var ledger = new LedgerJson(json, row);
    json.writeNumberField("version", row.number("version"));
    json.writeStringField("sentence", Sentence.of(row));
    ledger.totals();
    Reply.writeField(json, "notes", row.list("notes"));
    ledger.entries();
    ledger.tools();
    ledger.results();
    ledger.calls();
  }

  private void totals() throws IOException {
    long input = row.number("input_tokens");
    long unique = row.number("unique_tokens");
    double cost = row.real("cost_usd");
    double lost = known(row.real("waste_usd")) + known(row.real("penalty_usd"));
    json.writeObjectFieldStart("totals");
    for (var whole :
        List.of(
            "calls",
            "tool_calls",
            "input_tokens",
            "output_tokens",
            "cache_read_tokens",
            "cache_write_tokens",
            "reasoning_tokens")) {
      json.writeNumberField(whole, row.number(whole));
    }
    Reply.writeField(json, "cost_usd", cost);
    json.writeNumberField("unique_input_tokens", unique);
    Reply.writeField(json, "amplification", unique == 0 ? null : rounded((double) input / unique));
    Reply.writeField(
        json,
        "hole_index",
        input == 0 ? null : rounded((double) row.number("waste_tokens") / input));
    Reply.writeField(json, "hole_cost_share", cost > 0 ? rounded(Math.min(1, lost / cost)) : null);
    json.writeNumberField("waste_tokens", row.number("waste_tokens"));
    Reply.writeField(json, "waste_usd", row.real("waste_usd"));
    Reply.writeField(json, "cache_saved_usd", row.real("saved_usd"));
    Reply.writeField(json, "cache_penalty_usd", row.real("penalty_usd"));
    json.writeNumberField("cacheable_tokens", row.number("cacheable_tokens"));
    json.writeNumberField("cache_missed_tokens", row.number("missed_tokens"));
    json.writeNumberField("max_input_tokens", row.number("max_input_tokens"));
    Reply.writeField(json, "context_window", orNull(row.number("context_window")));
    json.writeStringField("confidence", row.string("confidence"));
    json.writeStringField("tier", row.string("tier"));
    json.writeEndObject();
  }

  private void entries() throws IOException {
    json.writeArrayFieldStart("entries");
    int count = row.list("entry_category").size();
    for (int i = 0; i < count; i++) {
      var category = text("entry_category", i);
      long tokens = whole("entry_tokens", i);
      long cached = whole("entry_cached", i);
      long written = whole("entry_written", i);
      json.writeStartObject();
      json.writeStringField("side", category.startsWith("out_") ? "output" : "input");
      json.writeStringField("category", category);
      Reply.writeField(json, "server", orNull(text("entry_server", i)));
      Reply.writeField(json, "tool", orNull(text("entry_tool", i)));
      Reply.writeField(json, "agent", orNull(text("entry_agent", i)));
      json.writeNumberField("tokens", tokens);
      json.writeNumberField("first_tokens", whole("entry_first", i));
      json.writeNumberField("uncached", tokens - cached - written);
      json.writeNumberField("cached", cached);
      json.writeNumberField("cache_write", written);
      json.writeNumberField("waste_tokens", whole("entry_waste", i));
      Reply.writeField(json, "cost_usd", real("entry_cost", i));
      Reply.writeField(json, "waste_usd", real("entry_waste_cost", i));
      json.writeNumberField("calls", whole("entry_calls", i));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void tools() throws IOException {
    json.writeArrayFieldStart("tools");
    int count = row.list("tool_name").size();
    for (int i = 0; i < count; i++) {
      long definitions = whole("tool_definitions", i);
      long arguments = whole("tool_arguments", i);
      long first = whole("tool_first", i);
      long resent = whole("tool_resent", i);
      json.writeStartObject();
      Reply.writeField(json, "server", orNull(text("tool_server", i)));
      json.writeStringField("tool", text("tool_name", i));
      Reply.writeField(json, "agent", orNull(text("tool_agent", i)));
      json.writeNumberField("definition_tokens", whole("tool_definition", i));
      json.writeNumberField("offered_calls", whole("tool_offered", i));
      json.writeNumberField("used_calls", whole("tool_used", i));
      json.writeNumberField("tokens", definitions + arguments + first + resent);
      json.writeNumberField("definition_total_tokens", definitions);
      json.writeNumberField("args_tokens", arguments);
      json.writeNumberField("result_tokens", first);
      json.writeNumberField("resend_tokens", resent);
      json.writeNumberField("waste_tokens", whole("tool_waste", i));
      Reply.writeField(json, "cost_usd", real("tool_cost", i));
      Reply.writeField(
          json, "amplification", first == 0 ? null : rounded((double) (first + resent) / first));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void results() throws IOException {
    json.writeArrayFieldStart("results");
    int count = Math.min(MAX_RESULTS, row.list("result_tool").size());
    for (int i = 0; i < count; i++) {
      var waste = text("result_waste", i);
      json.writeStartObject();
      Reply.writeField(json, "span_id", span("result_span", i));
      json.writeNumberField("call_index", whole("result_call", i));
      Reply.writeField(json, "server", orNull(text("result_server", i)));
      Reply.writeField(json, "tool", orNull(text("result_tool", i)));
      json.writeNumberField("tokens", whole("result_tokens", i));
      json.writeNumberField("carried_calls", whole("result_carried", i));
      json.writeNumberField("total_tokens", whole("result_total", i));
      Reply.writeField(json, "cost_usd", real("result_cost", i));
      Reply.writeField(json, "waste", waste.equals("none") ? null : waste);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void calls() throws IOException {
    var names =
        List.of(
            "input_tokens",
            "output_tokens",
            "cache_read_tokens",
            "cache_write_tokens",
            "reasoning_tokens",
            "context_window",
            "cacheable_tokens",
            "cache_missed_tokens");
    json.writeArrayFieldStart("calls");
    int count = row.list("call_span").size();
    for (int i = 0; i < count; i++) {
      long start = whole("call_start", i);
      json.writeStartObject();
      Reply.writeField(json, "span_id", span("call_span", i));
      json.writeNumberField("index", i);
      json.writeStringField("start_time", Instant.ofEpochSecond(0, start).toString());
      Reply.writeField(json, "agent", orNull(text("call_agent", i)));
      Reply.writeField(json, "model", orNull(text("call_model", i)));
      for (int figure = 0; figure < LedgerCells.FIGURES; figure++) {
        long value = whole("call_tokens", i * LedgerCells.FIGURES + figure);
        var name = names.get(figure);
        Reply.writeField(json, name, name.equals("context_window") ? orNull(value) : (Long) value);
      }
      Reply.writeField(json, "cost_usd", real("call_cost", i));
      Reply.writeField(json, "scale", rounded(real("call_scale", i)));
      json.writeStringField("confidence", text("call_confidence", i));
      json.writeStringField("tier", text("call_tier", i));
      Reply.writeField(json, "cache_breaker", orNull(text("call_breaker", i)));
      json.writeObjectFieldStart("by_category");
      for (int c = 0; c < LedgerCells.CATEGORIES.size(); c++) {
        long tokens = whole("call_categories", i * LedgerCells.CATEGORIES.size() + c);
        if (tokens > 0) {
          json.writeNumberField(LedgerCells.CATEGORIES.get(c).label(), tokens);
        }
      }
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private String text(String column, int i) {
    return row.<String>list(column).get(i);
  }

  private long whole(String column, int i) {
    return row.<Long>list(column).get(i);
  }

  private double real(String column, int i) {
    return row.<Double>list(column).get(i);
  }

  private @Nullable String span(String column, int i) {
    var id = HexFormat.of().formatHex(row.<byte[]>list(column).get(i));
    return id.chars().allMatch(c -> c == '0') ? null : id;
  }

  private static double known(double usd) {
    return Double.isNaN(usd) ? 0 : usd;
  }

  private static double rounded(double value) {
    return Math.round(value * 1e4) / 1e4;
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static @Nullable Long orNull(long number) {
    return number == 0 ? null : number;
  }
}
