// SPDX-License-Identifier: Apache-2.0
package dev.clew.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.clew.model.Attributes;
import dev.clew.model.SpanEvent;
import dev.clew.model.SpanLink;
import dev.clew.model.Value;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/// Attribute values, events and links as the JSON that is stored and answered.
public final class ValueJson {

  private static final JsonFactory JSON = new JsonFactory();

  /// RFC 3339 with all nine digits.
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(9).toFormatter(Locale.ROOT);

  private ValueJson() {}

  /// Any value as JSON text. Scalars, by far the most frequent, need no generator.
  public static String of(Value value) {
    return switch (value) {
      case Value.Whole(var number) -> Long.toString(number);
      case Value.Bool(var flag) -> flag ? "true" : "false";
      case Value.Empty() -> "null";
      case Value.Real(var number) when Double.isFinite(number) -> Double.toString(number);
      case Value.Text _, Value.Real _, Value.Bytes _, Value.Items _, Value.Fields _ ->
          write(json -> write(json, value));
    };
  }

  static String events(List<SpanEvent> events) {
    return events.isEmpty()
        ? ""
        : write(
            json -> {
              json.writeStartArray();
              for (var event : events) {
                json.writeStartObject();
                json.writeStringField("time", time(event.timeNs()));
                json.writeStringField("name", event.name());
                json.writeFieldName("attributes");
                write(json, event.attributes());
                json.writeEndObject();
              }
              json.writeEndArray();
            });
  }

  private static String time(long ns) {
    return TIME.format(
        Instant.ofEpochSecond(
            Math.floorDiv(ns, 1_000_000_000L), Math.floorMod(ns, 1_000_000_000L)));
  }

  static String links(List<SpanLink> links) {
    return links.isEmpty()
        ? ""
        : write(
            json -> {
              json.writeStartArray();
              for (var link : links) {
                json.writeStartObject();
                json.writeStringField("trace_id", link.traceId().hex());
                json.writeStringField("span_id", link.spanId().hex());
                json.writeFieldName("attributes");
                write(json, link.attributes());
                json.writeEndObject();
              }
              json.writeEndArray();
            });
  }

  public static String attributes(Attributes attributes) {
    return write(json -> write(json, attributes));
  }

  private static void write(JsonGenerator json, Attributes attributes) throws IOException {
    json.writeStartObject();
    for (var attribute : attributes) {
      json.writeFieldName(attribute.key());
      write(json, attribute.value());
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Value value) throws IOException {
    switch (value) {
      case Value.Text(var text) -> json.writeString(text);
      case Value.Whole(var number) -> json.writeNumber(number);
      case Value.Bool(var flag) -> json.writeBoolean(flag);
      // JSON has no NaN or infinities; OTLP/JSON writes them as strings too.
      case Value.Real(var number) -> {
        if (Double.isFinite(number)) {
          json.writeNumber(number);
        } else {
          json.writeString(Double.toString(number));
        }
      }
      case Value.Bytes(var bytes) -> {
        var copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        json.writeString(Base64.getEncoder().encodeToString(copy));
      }
      case Value.Items(var items) -> {
        json.writeStartArray();
        for (var item : items) {
          write(json, item);
        }
        json.writeEndArray();
      }
      case Value.Fields(var fields) -> write(json, fields);
      case Value.Empty() -> json.writeNull();
    }
  }

  private interface Body {
    void write(JsonGenerator json) throws IOException;
  }

  private static String write(Body body) {
    var text = new StringWriter();
    try (var json = JSON.createGenerator(text)) {
      body.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
