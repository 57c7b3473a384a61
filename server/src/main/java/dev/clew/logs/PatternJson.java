// SPDX-License-Identifier: Apache-2.0
package dev.clew.logs;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.clew.engine.Row;
import dev.clew.http.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;

/// A pattern as the API answers it. Its template is made anew from an example, so it need not be
/// stored.
final class PatternJson {

  private PatternJson() {}

  static void write(JsonGenerator json, Row row) {
    var example = row.string("example");
    try {
      json.writeStartObject();
      json.writeStringField("pattern", row.string("pattern_id"));
      json.writeStringField("template", LogPattern.template(example));
      json.writeStringField("example", example);
      Reply.writeField(json, "count", row.get("records"));
      Reply.writeField(json, "errors", row.get("errors"));
      Reply.writeField(json, "severity", row.get("highest"));
      Reply.writeField(json, "services", row.get("services"));
      Reply.writeField(json, "first_time", row.get("first_time"));
      Reply.writeField(json, "last_time", row.get("last_time"));
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
