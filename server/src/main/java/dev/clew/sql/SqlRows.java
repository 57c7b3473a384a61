// SPDX-License-Identifier: Apache-2.0
package dev.clew.sql;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.clew.http.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The answer of a query, as ClickHouse writes it in JSON; values pass through as they are.
final class SqlRows {

  static final String FORMAT = "JSONCompactEachRowWithNamesAndTypes";
  static final int MAX_ROWS = 10_000;

  private final List<String> names = new ArrayList<>();
  private final List<String> types = new ArrayList<>();
  private final List<JsonNode> rows = new ArrayList<>();
  private boolean truncated;

  /// A chunk is a document: names, types, rows, an array a line.
  void read(ByteBuffer chunk) {
    var lines = StandardCharsets.UTF_8.decode(chunk).toString().lines().iterator();
    int line = 0;
    while (lines.hasNext()) {
      var text = lines.next();
      if (text.isBlank()) {
        continue;
      }
      if (line < 2) {
        header(line == 0 ? names : types, parse(text));
      } else if (rows.size() < MAX_ROWS) {
        rows.add(parse(text));
      } else {
        truncated = true;
      }
      line++;
    }
  }

  private static void header(List<String> into, JsonNode values) {
    if (into.isEmpty()) {
      values.forEach(value -> into.add(value.asText()));
    }
  }

  private static JsonNode parse(String text) {
    try {
      return Reply.MAPPER.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("columns");
    for (int i = 0; i < names.size(); i++) {
      json.writeStartObject();
      json.writeStringField("name", names.get(i));
      json.writeStringField("type", types.get(i));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("rows");
    for (var row : rows) {
      json.writeStartObject();
      for (int i = 0; i < names.size(); i++) {
        json.writeFieldName(names.get(i));
        Reply.MAPPER.writeValue(json, row.get(i));
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeBooleanField("truncated", truncated);
  }
}
