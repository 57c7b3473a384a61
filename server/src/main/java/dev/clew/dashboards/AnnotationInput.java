// SPDX-License-Identifier: Apache-2.0
package dev.clew.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clew.http.Input;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;

/// Reads an annotation that somebody sends.
final class AnnotationInput {

  private static final Duration FUTURE = Duration.ofDays(366);

  private AnnotationInput() {}

  /// @param toMs 0 for a moment
  record Read(long fromMs, long toMs, String title, String text, List<String> tags) {

    Read {
      tags = List.copyOf(tags);
    }
  }

  /// @param now what an annotation without a time is about
  static Read read(JsonNode body, Instant now) {
    var input = Input.of(body, "time", "from", "to", "title", "text", "tags");
    if (input.has("time") && (input.has("from") || input.has("to"))) {
      throw input.invalid("time", "", "either time, or from and to");
    }
    if (input.has("to") && !input.has("from")) {
      throw input.invalid("from", "", "when it began");
    }
    var from = time(input, input.has("from") ? "from" : "time", now);
    var to = input.has("to") ? time(input, "to", now) : null;
    if (to != null && to.isBefore(from)) {
      throw input.invalid("to", to.toString(), "not before from, which is " + from);
    }
    return new Read(
        from.toEpochMilli(),
        to == null ? 0 : to.toEpochMilli(),
        input.text("title", 200),
        input.text("text", "", 4_000),
        input.texts("tags", 20));
  }

  private static Instant time(Input input, String field, Instant now) {
    if (!input.has(field)) {
      return now;
    }
    var latest = now.plus(FUTURE);
    var expected = "RFC 3339 such as 2026-01-02T03:04:05Z, 1970 to " + latest;
    var text = input.text(field, 40);
    try {
      var time = DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from);
      if (time.isBefore(Instant.EPOCH) || time.isAfter(latest)) {
        throw input.invalid(field, text, expected);
      }
      return time;
    } catch (DateTimeException _) {
      throw input.invalid(field, text, expected);
    }
  }
}
