// SPDX-License-Identifier: Apache-2.0
package dev.clew.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.clew.filter.FilterParser;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import dev.clew.model.Filter;
import dev.clew.model.SpanId;
import dev.clew.model.TraceId;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A request for a route, with its project settled and its parameters read strictly: a wrong value
/// is an error that names it.
///
/// @param caller whose data it may see
/// @param now the moment to which relative times refer
public record Request(
    Access.Caller caller,
    Instant now,
    Map<String, String> path,
    Map<String, List<String>> query,
    Body body) {

  /// The body of a POST; empty for other methods.
  @FunctionalInterface
  public interface Body {
    byte[] bytes();
  }

  /// The project whose data it may see.
  public String project() {
    return caller.project();
  }

  /// The body as a JSON object.
  ///
  /// @throws AppException INVALID when it is anything else
  public JsonNode json() {
    try {
      var json = Reply.MAPPER.readTree(body.bytes());
      if (json.isObject()) {
        return json;
      }
    } catch (JsonProcessingException e) {
      throw new AppException(ErrorCode.INVALID, "body: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new AppException(ErrorCode.INVALID, "body: not readable", e);
    }
    throw new AppException(ErrorCode.INVALID, "body: (expected: a JSON object)");
  }

  /// The text of a query parameter; `null` when it is not there or empty.
  public @Nullable String text(String name) {
    var values = query.get(name);
    return values == null || values.isEmpty() || values.getFirst().isEmpty()
        ? null
        : values.getFirst();
  }

  public String text(String name, String otherwise) {
    var value = text(name);
    return value == null ? otherwise : value;
  }

  public int number(String name, int otherwise, int min, int max) {
    var value = text(name);
    if (value == null) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(value);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException _) {
      // Falls through to the same answer.
    }
    throw new AppException(
        ErrorCode.INVALID, "%s: %s (expected: %d..%d)".formatted(name, value, min, max));
  }

  public boolean flag(String name, boolean otherwise) {
    var value = text(name);
    return switch (value) {
      case null -> otherwise;
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new AppException(
              ErrorCode.INVALID, "%s: %s (expected: true or false)".formatted(name, value));
    };
  }

  public int limit() {
    return number("limit", 50, 1, 1000);
  }

  /// `from` and `to`; the last 24 hours when they are absent.
  public TimeRange range() {
    return new TimeRange(
        TimeRange.parse("from", text("from", "now-24h"), now),
        TimeRange.parse("to", text("to", "now"), now));
  }

  /// A second range; what is absent is as in `otherwise`.
  public TimeRange range(String fromName, String toName, TimeRange otherwise) {
    var from = text(fromName);
    var to = text(toName);
    return new TimeRange(
        from == null ? otherwise.from() : TimeRange.parse(fromName, from, now),
        to == null ? otherwise.to() : TimeRange.parse(toName, to, now));
  }

  /// The range when one was given; `null` otherwise.
  public @Nullable TimeRange rangeOrNull() {
    return text("from") == null && text("to") == null ? null : range();
  }

  /// A moment: RFC 3339 or relative to now; `null` when it is absent.
  public @Nullable Instant time(String name) {
    var text = text(name);
    return text == null ? null : TimeRange.parse(name, text, now);
  }

  public Filter filter() {
    return FilterParser.parse(text("q", ""));
  }

  public TraceId traceId() {
    var text = path.getOrDefault("trace_id", "");
    var id = TraceId.parse(text);
    if (id == null) {
      throw new AppException(
          ErrorCode.INVALID, "trace_id: %s (expected: 32 hexadecimal digits)".formatted(text));
    }
    return id;
  }

  public SpanId spanId() {
    var text = path.getOrDefault("span_id", "");
    var id = SpanId.parse(text);
    if (id == null) {
      throw new AppException(
          ErrorCode.INVALID, "span_id: %s (expected: 16 hexadecimal digits)".formatted(text));
    }
    return id;
  }
}
