// SPDX-License-Identifier: Apache-2.0
package dev.clew.logs;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.clew.engine.Row;
import dev.clew.http.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;

/// A row of [LogColumns#LIST] as the API answers it.
final class LogJson {

  private LogJson() {}

  static void write(JsonGenerator json, Row row) {
    try {
      json.writeStartObject();
      fields(json, row);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void fields(JsonGenerator json, Row row) throws IOException {
    Reply.writeField(json, "id", row.get("log_id"));
    Reply.writeField(json, "time", row.get("at"));
    Reply.writeField(json, "level", row.get("level"));
    Reply.writeField(json, "severity", row.get("severity_number"));
    Reply.writeField(json, "severity_text", row.get("severity_name"));
    Reply.writeField(json, "service", row.get("service_name"));
    Reply.writeField(json, "scope", row.get("scope_name"));
    Reply.writeField(json, "event_name", row.get("event"));
    Reply.writeField(json, "trace_id", row.get("trace"));
    Reply.writeField(json, "span_id", row.get("span"));
    Reply.writeField(json, "request_id", row.get("request"));
    Reply.writeField(json, "body", row.get("text"));
    Reply.writeField(json, "body_cut", row.get("cut"));
    Reply.writeField(json, "summary", row.get("about"));
    Reply.writeField(json, "pattern", row.get("pattern_id"));
  }

  /// The same as text, for the tail.
  static String text(Row row) {
    return Reply.json(json -> fields(json, row)).text();
  }
}
