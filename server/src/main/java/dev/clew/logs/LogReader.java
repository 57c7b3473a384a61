// SPDX-License-Identifier: Apache-2.0
package dev.clew.logs;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.clew.http.Reply;
import dev.clew.http.Request;
import dev.clew.http.Store;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Map;
import java.util.regex.Pattern;

/// One log record with everything that was sent.
final class LogReader {

  private static final Pattern ID = Pattern.compile("(-?\\d{1,19})-([0-9a-f]{16})");

  private final Store store;

  LogReader(Store store) {
    this.store = store;
  }

  Reply record(Request request) {
    store.refresh(request);
    var text = request.path().getOrDefault("log_id", "");
    var id = ID.matcher(text);
    if (!id.matches()) {
      throw new AppException(
          ErrorCode.INVALID, "log_id: %s (expected: the id of a log record)".formatted(text));
    }
    var found = new ArrayList<Reply>();
    store.query(
        store
            .about(
                request,
                """
                SELECT %s, body AS whole, body_is_json, attributes, attributes_json, dropped_attributes,
                  if(toUnixTimestamp64Nano(observed_time) = 0, NULL, replaceOne(toString(observed_time), ' ', 'T') || 'Z') AS observed,
                  (SELECT any(body) FROM ${database}.definitions WHERE project_id = {project:String} AND hash = (
                    SELECT any(resource_hash) FROM ${database}.logs WHERE project_id = {project:String} AND time = fromUnixTimestamp64Nano({time:Int64}) AND id = reinterpretAsUInt64(reverse(unhex({id:String})))
                  )) AS resource
                FROM ${database}.logs
                WHERE project_id = {project:String} AND time = fromUnixTimestamp64Nano({time:Int64}) AND id = reinterpretAsUInt64(reverse(unhex({id:String})))
                LIMIT 1
                """
                    .formatted(LogColumns.LIST))
            .with("time", id.group(1))
            .with("id", id.group(2)),
        row ->
            found.add(
                Reply.json(
                    json -> {
                      LogJson.fields(json, row);
                      Reply.writeField(json, "observed_time", row.get("observed"));
                      json.writeFieldName("value");
                      if (row.bool("body_is_json")) {
                        json.writeRawValue(row.string("whole"));
                      } else {
                        json.writeString(row.string("whole"));
                      }
                      attributes(json, row.map("attributes"), row.map("attributes_json"));
                      Reply.writeField(json, "dropped_attributes", row.get("dropped_attributes"));
                      var resource = row.string("resource");
                      json.writeFieldName("resource");
                      json.writeRawValue(resource.isEmpty() ? "{}" : resource);
                    })));
    if (found.isEmpty()) {
      throw new AppException(ErrorCode.NOT_FOUND, "no log record " + text);
    }
    return found.getFirst();
  }

  private static void attributes(
      JsonGenerator json, Map<String, String> text, Map<String, String> other) throws IOException {
    json.writeObjectFieldStart("attributes");
    for (var attribute : text.entrySet()) {
      json.writeStringField(attribute.getKey(), attribute.getValue());
    }
    for (var attribute : other.entrySet()) {
      json.writeFieldName(attribute.getKey());
      json.writeRawValue(attribute.getValue());
    }
    json.writeEndObject();
  }
}
