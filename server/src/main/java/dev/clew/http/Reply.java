// SPDX-License-Identifier: Apache-2.0
package dev.clew.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import dev.clew.engine.QueryStats;
import dev.clew.engine.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An answer in one piece.
public record Reply(HttpStatus status, MediaType type, HttpData body) {

  /// For small objects: records become `snake_case` JSON.
  public static final ObjectMapper MAPPER =
      new ObjectMapper()
          .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE);

  private static final JsonFactory JSON = MAPPER.getFactory();

  /// Writes the fields of the answer's object.
  @FunctionalInterface
  public interface Fields {
    void write(JsonGenerator json) throws IOException;
  }

  public static Reply json(Fields fields) {
    return json(HttpStatus.OK, MediaType.JSON_UTF_8, fields);
  }

  public static Reply json(HttpStatus status, MediaType type, Fields fields) {
    var bytes = new ByteArrayOutputStream(4096);
    try (var json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Reply(status, type, HttpData.wrap(bytes.toByteArray()));
  }

  /// The body as text.
  public String text() {
    return body.toStringUtf8();
  }

  /// Writes every column of a row as a field of the current object. NULL and empty text are left to
  /// the query: what it selects is what is answered.
  public static void columns(JsonGenerator json, Row row) {
    try {
      for (var column : row.columns()) {
        json.writeFieldName(column);
        write(json, row.get(column));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A row as an object.
  public static void object(JsonGenerator json, Row row) {
    try {
      json.writeStartObject();
      columns(json, row);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A copied row as an object.
  public static void object(JsonGenerator json, Map<String, ? extends @Nullable Object> row)
      throws IOException {
    write(json, row);
  }

  /// A record, list or map of these, with `snake_case` names.
  public static void writePojo(JsonGenerator json, String name, Object value) throws IOException {
    json.writeFieldName(name);
    MAPPER.writeValue(json, value);
  }

  public static void writeField(JsonGenerator json, String name, @Nullable Object value)
      throws IOException {
    json.writeFieldName(name);
    write(json, value);
  }

  public static void stats(JsonGenerator json, QueryStats stats) throws IOException {
    json.writeObjectFieldStart("stats");
    json.writeNumberField("elapsed_ms", Math.round(stats.elapsedMs() * 100) / 100.0);
    json.writeNumberField("rows_read", stats.rowsRead());
    json.writeNumberField("bytes_read", stats.bytesRead());
    json.writeEndObject();
  }

  /// Any value that a row can hold.
  public static void write(JsonGenerator json, @Nullable Object value) throws IOException {
    switch (value) {
      case null -> json.writeNull();
      case String text -> json.writeString(text);
      case Long number -> json.writeNumber(number);
      case Double number -> {
        if (Double.isFinite(number)) {
          json.writeNumber(number);
        } else {
          json.writeNull();
        }
      }
      case Boolean flag -> json.writeBoolean(flag);
      case List<?> items -> {
        json.writeStartArray();
        for (var item : items) {
          write(json, item);
        }
        json.writeEndArray();
      }
      case Map<?, ?> entries -> {
        json.writeStartObject();
        for (var entry : entries.entrySet()) {
          json.writeFieldName(String.valueOf(entry.getKey()));
          write(json, entry.getValue());
        }
        json.writeEndObject();
      }
      default -> json.writeString(value.toString());
    }
  }
}
