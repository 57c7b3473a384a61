// SPDX-License-Identifier: Apache-2.0
package dev.clew.latency;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.clew.engine.Row;
import dev.clew.http.Reply;
import java.io.IOException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes the calls of a row of `latency`. Unknown figures are null.
final class LatencyJson {

  static final List<String> TERMS =
      List.of(
          "network_ms",
          "queue_ms",
          "more_input_ms",
          "slow_prefill_ms",
          "longer_output_ms",
          "slow_decode_ms",
          "rest_ms");

  private LatencyJson() {}

  /// @param gaps of streamed answers, by the id of the span
  static void calls(JsonGenerator json, Row row, Map<String, Gaps> gaps) throws IOException {
    json.writeArrayFieldStart("calls");
    List<byte[]> spans = row.list("call_span");
    for (int i = 0; i < spans.size(); i++) {
      json.writeStartObject();
      var span = HexFormat.of().formatHex(spans.get(i));
      json.writeStringField("span_id", span);
      text(json, "provider", row, i);
      text(json, "model", row, i);
      text(json, "endpoint", row, i);
      text(json, "service", row, i);
      text(json, "agent", row, i);
      Reply.writeField(json, "start_time", time((Long) row.list("call_start").get(i)));
      figures(json, row, i);
      text(json, "verdict", row, i);
      text(json, "evidence", row, i);
      text(json, "detail", row, i);
      chunks(json, gaps.get(span));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /// `null` where telemetry has no chunks.
  private static void chunks(JsonGenerator json, @Nullable Gaps gaps) throws IOException {
    if (gaps == null) {
      json.writeNullField("chunks");
      return;
    }
    json.writeObjectFieldStart("chunks");
    json.writeNumberField("count", gaps.chunks());
    json.writeNumberField("gap_p50_ms", gaps.typicalMs());
    json.writeNumberField("gap_max_ms", gaps.longestMs());
    json.writeArrayFieldStart("pauses");
    for (var pause : gaps.pauses()) {
      json.writeStartObject();
      json.writeNumberField("after_ms", pause.afterMs());
      json.writeNumberField("ms", pause.ms());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void figures(JsonGenerator json, Row row, int i) throws IOException {
    json.writeObjectFieldStart("tokens");
    count(json, "uncached", real(row, "call_uncached", i));
    count(json, "cached", real(row, "call_cached", i));
    count(json, "output", real(row, "call_output", i));
    json.writeEndObject();
    Reply.writeField(json, "calls_under_way", row.list("call_load").get(i));
    json.writeObjectFieldStart("measured");
    Reply.writeField(json, "e2e_ms", real(row, "call_e2e", i));
    Reply.writeField(json, "ttft_ms", real(row, "call_ttft", i));
    Reply.writeField(json, "tpot_ms", real(row, "call_tpot", i));
    json.writeEndObject();
    boolean hasModel = !Double.isNaN(real(row, "call_expected", i));
    json.writeObjectFieldStart("expected");
    Reply.writeField(json, "e2e_ms", real(row, "call_expected", i));
    Reply.writeField(json, "ttft_ms", real(row, "call_expected_ttft", i));
    Reply.writeField(json, "tpot_ms", real(row, "call_expected_tpot", i));
    json.writeEndObject();
    parts(json, row, i);
    json.writeFieldName("terms");
    if (hasModel) {
      json.writeStartObject();
      for (int term = 0; term < TERMS.size(); term++) {
        Reply.writeField(json, TERMS.get(term), real(row, "call_terms", i * TERMS.size() + term));
      }
      json.writeEndObject();
    } else {
      json.writeNull();
    }
  }

  /// What the call's time was made of, in order; null where it cannot be told apart.
  private static void parts(JsonGenerator json, Row row, int i) throws IOException {
    double first = real(row, "call_ttft", i);
    json.writeObjectFieldStart("parts");
    Reply.writeField(json, "network_ms", real(row, "call_network", i));
    Reply.writeField(json, "queue_ms", real(row, "call_queue", i));
    Reply.writeField(json, "prefill_ms", real(row, "call_prefill", i));
    Reply.writeField(json, "decode_ms", real(row, "call_e2e", i) - first);
    json.writeEndObject();
  }

  static double real(Row row, String column, int i) {
    return row.<Double>list(column).get(i);
  }

  /// RFC 3339 with nanoseconds.
  static String time(long ns) {
    return Instant.ofEpochSecond(ns / 1_000_000_000, ns % 1_000_000_000).toString();
  }

  private static void text(JsonGenerator json, String name, Row row, int i) throws IOException {
    String value = row.<String>list("call_" + name).get(i);
    Reply.writeField(json, name, value.isEmpty() ? null : value);
  }

  private static void count(JsonGenerator json, String name, double tokens) throws IOException {
    @Nullable Long known = tokens < 0 ? null : (Long) (long) tokens;
    Reply.writeField(json, name, known);
  }
}
