// SPDX-License-Identifier: Apache-2.0
package dev.clew.traces;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.clew.engine.Row;
import dev.clew.http.Request;
import dev.clew.http.Store;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The content behind hashes: canonical JSON or plain text, by hash in hexadecimal.
record Bodies(Map<String, String> byHash) {

  /// Reads messages of `trace` and definitions of the project.
  static Bodies load(Store store, Request request, String trace, Collection<String> hashes) {
    var wanted = new LinkedHashSet<>(hashes);
    wanted.removeIf(hash -> hash.chars().allMatch(c -> c == '0'));
    var byHash = new HashMap<String, String>();
    if (!wanted.isEmpty()) {
      // In hexadecimal before they meet: made a String, a FixedString loses the zeros it ends with.
      store.query(
          store
              .about(
                  request,
                  """
                  SELECT id, any(body) AS text FROM (
                    SELECT lower(hex(hash)) AS id, body FROM ${database}.messages
                    WHERE project_id = {project:String} AND trace_id = toFixedString(unhex({trace:String}), 16)
                      AND hash IN (SELECT toFixedString(unhex(arrayJoin(arrayFilter(h -> length(h) = 16, {hashes:Array(String)}))), 8))
                    UNION ALL
                    SELECT lower(hex(hash)) AS id, body FROM ${database}.definitions
                    WHERE project_id = {project:String} AND hash IN (SELECT toFixedString(unhex(arrayJoin(arrayFilter(h -> length(h) = 32, {hashes:Array(String)}))), 16))
                  ) GROUP BY id
                  """)
              .with("trace", trace)
              .with("hashes", wanted),
          row -> byHash.put(row.string("id"), row.string("text")));
    }
    return new Bodies(byHash);
  }

  /// A list of hashes in a row.
  static List<String> hashes(Row row, String column) {
    var hashes = new ArrayList<String>();
    for (var bytes : row.<byte[]>list(column)) {
      hashes.add(HexFormat.of().formatHex(bytes));
    }
    return hashes;
  }

  static String hash(Row row, String column) {
    return HexFormat.of().formatHex(row.bytes(column));
  }

  /// The stored object with its hash as the first field.
  void message(JsonGenerator json, String hash) throws IOException {
    var body = byHash.get(hash);
    if (body == null || !body.startsWith("{")) {
      json.writeStartObject();
      json.writeStringField("hash", hash);
      json.writeNullField("role");
      json.writeArrayFieldStart("parts");
      json.writeEndArray();
      json.writeEndObject();
      return;
    }
    var rest = body.substring(1);
    json.writeRawValue("{\"hash\":\"" + hash + "\"" + (rest.startsWith("}") ? "" : ",") + rest);
  }

  void messages(JsonGenerator json, String field, List<String> hashes) throws IOException {
    json.writeArrayFieldStart(field);
    for (var hash : hashes) {
      message(json, hash);
    }
    json.writeEndArray();
  }

  /// Text as it is; JSON text as JSON, so that a reader need not parse a string again.
  void text(JsonGenerator json, String field, String hash) throws IOException {
    var body = byHash.get(hash);
    if (body == null) {
      json.writeNullField(field);
    } else {
      json.writeStringField(field, body);
    }
  }

  static Set<String> all(List<List<String>> lists) {
    var all = new LinkedHashSet<String>();
    lists.forEach(all::addAll);
    return all;
  }
}
