// SPDX-License-Identifier: Apache-2.0
package dev.clew.findings;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.clew.engine.Row;
import dev.clew.http.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;

/// How a finding is answered, from a row of [Issues#ROWS].
final class FindingJson {

  private FindingJson() {}

  /// A finding of a trace. One of a rule that no longer exists is left out.
  static void write(JsonGenerator json, Row row) {
    var rule = Rule.find(row.string("f_rule"));
    if (rule == null) {
      return;
    }
    try {
      json.writeStartObject();
      json.writeStringField("rule", rule.id());
      json.writeStringField("name", rule.label());
      said(json, row);
      json.writeStringField("fix", rule.fix());
      Reply.writeField(json, "server", Issue.orNull(row.string("f_server")));
      Reply.writeField(json, "tool", Issue.orNull(row.string("f_tool")));
      Reply.writeField(json, "agent", Issue.orNull(row.string("f_agent")));
      json.writeStringField("issue", row.string("issue"));
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A run that has the finding of an issue.
  static void writeRun(JsonGenerator json, Row row) {
    try {
      json.writeStartObject();
      json.writeStringField("trace_id", row.string("trace"));
      Reply.writeField(json, "name", Issue.orNull(row.string("name")));
      json.writeStringField("start_time", row.string("began"));
      said(json, row);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void said(JsonGenerator json, Row row) throws IOException {
    var spans = row.string("f_spans");
    json.writeStringField("severity", row.string("f_severity"));
    json.writeStringField("title", row.string("f_title"));
    json.writeStringField("detail", row.string("f_detail"));
    Reply.writeField(
        json, "span_ids", spans.isEmpty() ? List.of() : Arrays.asList(spans.split(",")));
    json.writeNumberField("tokens", row.number("f_tokens"));
    Reply.writeField(json, "cost_usd", row.real("f_cost"));
    Reply.writeField(json, "measure", row.real("f_measure"));
  }
}
