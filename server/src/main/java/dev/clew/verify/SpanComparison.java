// SPDX-License-Identifier: Apache-2.0
package dev.clew.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;

/// Compares a span as it was sent, in OTLP's JSON, with the span as the API answers it.
final class SpanComparison {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final List<String> KINDS =
      List.of("unspecified", "internal", "server", "client", "producer", "consumer");
  private static final List<String> STATUSES = List.of("unset", "ok", "error");

  /// Attributes that the API answers as messages, when it could read them whole.
  private static final Set<String> CONTENT =
      Set.of(
          "gen_ai.input.messages",
          "gen_ai.output.messages",
          "gen_ai.system_instructions",
          "gen_ai.tool.definitions",
          "gen_ai.tool.call.arguments",
          "gen_ai.tool.call.result");

  private final JsonDiff diff = new JsonDiff();
  private final JsonNode sent;
  private final JsonNode answered;

  private SpanComparison(JsonNode sent, JsonNode answered) {
    this.sent = sent;
    this.answered = answered;
  }

  /// @return every difference; empty when all is well
  static List<String> of(Canary canary, JsonNode sent, JsonNode answered) {
    var comparison = new SpanComparison(sent, answered);
    comparison.identity();
    comparison.times();
    comparison.status();
    comparison.attributes();
    comparison.origin(canary);
    comparison.events();
    comparison.links();
    var meaning = canary.meaning().get(sent.path("spanId").textValue());
    if (meaning != null) {
      comparison.diff.compare("span", meaning, answered);
    }
    return comparison.diff.differences();
  }

  private void identity() {
    for (var field : List.of("traceId:trace_id", "spanId:span_id", "traceState:trace_state")) {
      var names = field.split(":");
      diff.compare(names[1], sent.path(names[0]), answered.path(names[1]));
    }
    diff.compare(
        "parent_span_id",
        sent.has("parentSpanId") ? sent.path("parentSpanId") : NODES.nullNode(),
        answered.path("parent_span_id"));
    diff.compare("name", sent.path("name"), answered.path("name"));
    diff.compare("kind", KINDS.get(sent.path("kind").asInt()), answered.path("kind"));
    diff.compare("flags", sent.path("flags"), answered.path("flags"));
  }

  private void times() {
    long start = sent.path("startTimeUnixNano").asLong();
    time("start_time", start, answered);
    // Milliseconds as a double hold nanoseconds exactly up to 104 days.
    long duration = sent.path("endTimeUnixNano").asLong() - start;
    var answer = answered.path("duration_ms");
    long answeredNs =
        answer.isNumber()
            ? Math.round(BigDecimal.valueOf(answer.doubleValue()).movePointRight(6).doubleValue())
            : -1;
    if (answeredNs != duration) {
      diff.add("duration_ms", answer + " = " + answeredNs + " ns", duration + " ns");
    }
  }

  /// RFC 3339 text in `name`, or whole nanoseconds in `<name>_ns`.
  private void time(String path, long expectedNs, JsonNode node) {
    var name = path.substring(path.lastIndexOf('.') + 1);
    var whole = node.path(name + "_ns");
    if (whole.isIntegralNumber()) {
      diff.compare(path + "_ns", expectedNs, whole);
      return;
    }
    var text = node.path(name).asText("");
    try {
      var instant = Instant.parse(text);
      long actual = instant.getEpochSecond() * 1_000_000_000 + instant.getNano();
      if (actual != expectedNs) {
        diff.add(path, text + " = " + actual + " ns", expectedNs + " ns");
      }
    } catch (DateTimeParseException e) {
      diff.add(path, "\"" + text + "\"", expectedNs + " ns in RFC 3339");
    }
  }

  private void status() {
    var status = sent.path("status");
    diff.compare("status", STATUSES.get(status.path("code").asInt(0)), answered.path("status"));
    diff.compare(
        "status_message",
        status.has("message") ? status.path("message") : NODES.nullNode(),
        answered.path("status_message"));
  }

  private void attributes() {
    var expected = fields(sent.path("attributes"));
    var actual = answered.path("attributes");
    var visible = expected.deepCopy();
    CONTENT.stream().filter(key -> !actual.has(key)).forEach(visible::remove);
    diff.compare("attributes", visible, actual);
    diff.nothingElse("attributes", expected, actual);
  }

  private void origin(Canary canary) {
    var resource = fields(canary.resource().path("attributes"));
    diff.compare("resource", resource, answered.path("resource"));
    diff.nothingElse("resource", resource, answered.path("resource"));
    diff.compare("service", resource.path("service.name"), answered.path("service"));
    for (var field : List.of("name", "version")) {
      diff.compare(
          "scope." + field, canary.scope().path(field), answered.path("scope").path(field));
    }
  }

  private void events() {
    var events = answered.path("events");
    if (sameCount("events", sent.path("events"), events)) {
      for (int i = 0; i < events.size(); i++) {
        var event = sent.path("events").get(i);
        var path = "events[" + i + "]";
        diff.compare(path + ".name", event.path("name"), events.get(i).path("name"));
        time(path + ".time", event.path("timeUnixNano").asLong(), events.get(i));
        inner(path, event, events.get(i));
      }
    }
  }

  private void links() {
    var links = answered.path("links");
    if (sameCount("links", sent.path("links"), links)) {
      for (int i = 0; i < links.size(); i++) {
        var link = sent.path("links").get(i);
        var path = "links[" + i + "]";
        diff.compare(path + ".trace_id", link.path("traceId"), links.get(i).path("trace_id"));
        diff.compare(path + ".span_id", link.path("spanId"), links.get(i).path("span_id"));
        inner(path, link, links.get(i));
      }
    }
  }

  private void inner(String path, JsonNode expected, JsonNode actual) {
    var attributes = fields(expected.path("attributes"));
    diff.compare(path + ".attributes", attributes, actual.path("attributes"));
    diff.nothingElse(path + ".attributes", attributes, actual.path("attributes"));
  }

  private boolean sameCount(String path, JsonNode expected, JsonNode actual) {
    diff.compare(path + ".length", expected.size(), NODES.numberNode(actual.size()));
    return expected.size() == actual.size();
  }

  private static ObjectNode fields(JsonNode attributes) {
    var fields = NODES.objectNode();
    attributes.forEach(
        attribute -> fields.set(attribute.path("key").textValue(), value(attribute.path("value"))));
    return fields;
  }

  private static JsonNode value(JsonNode any) {
    if (any.has("intValue")) {
      return NODES.numberNode(any.path("intValue").asLong());
    }
    if (any.has("arrayValue")) {
      var items = NODES.arrayNode();
      any.path("arrayValue").path("values").forEach(item -> items.add(value(item)));
      return items;
    }
    if (any.has("kvlistValue")) {
      return fields(any.path("kvlistValue").path("values"));
    }
    // Text, booleans, doubles, and bytes in Base64 are the same in both.
    return any.isEmpty() ? NODES.nullNode() : any.elements().next();
  }
}
