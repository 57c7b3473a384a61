// SPDX-License-Identifier: Apache-2.0
package dev.clew.traces;

import dev.clew.filter.Field;
import dev.clew.filter.Fields;
import dev.clew.filter.FilterSql.Condition;
import dev.clew.http.Endpoint;
import dev.clew.http.Endpoint.Parameter;
import dev.clew.http.Reply;
import dev.clew.http.Request;
import dev.clew.http.Store;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import dev.clew.traces.ValueCounts.Count;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What can be written in a filter: fields, their values, attribute keys. For completion.
public final class FieldsApi {

  private static final int VALUES = 50;
  private static final String ATTRIBUTE = "attr.";
  private static final String RESOURCE = "resource.";

  private final Store store;

  public FieldsApi(Store store) {
    this.store = store;
  }

  public List<Endpoint> endpoints() {
    var prefix = new Parameter("prefix", "string", "only what begins with it");
    var parameters = List.of(prefix, Parameter.FROM, Parameter.TO);
    return List.of(
        Endpoint.get("/api/v1/fields", "Fields of the filter language", List.of(), this::fields),
        Endpoint.get(
            "/api/v1/fields/{name}/values",
            "The most frequent values of a field, attr.<key> or resource.<key>",
            parameters,
            this::values),
        Endpoint.get(
            "/api/v1/attributes",
            "Attribute keys of the newest spans, most frequent first",
            parameters,
            this::attributes));
  }

  /// A field as it is answered.
  private record Described(
      String name, String type, String description, @Nullable List<String> values, String scope) {

    static Described of(Field field) {
      var type =
          switch (field.type()) {
            case STRING, STRINGS, ID -> "string";
            case ENUM, BOOLEAN -> "enum";
            case NUMBER -> "number";
          };
      return new Described(
          field.name(),
          type,
          field.description(),
          field.values().isEmpty() ? null : field.values(),
          scope(field));
    }

    private static String scope(Field field) {
      if (field.latency() != null) {
        return field.isOfCalls() ? "span" : "trace";
      }
      return field.isOfLogs() ? "log" : field.trace() == null ? "span" : "trace";
    }
  }

  private Reply fields(Request request) {
    var fields = new ArrayList<Described>();
    Fields.all().forEach(field -> fields.add(Described.of(field)));
    fields.add(new Described("text", "text", "Words anywhere", null, "span"));
    fields.add(new Described("in", "text", "Words of the input", null, "span"));
    fields.add(new Described("out", "text", "Words of the output", null, "span"));
    fields.add(new Described("has", "enum", "What there must be", List.of("error"), "trace"));
    return Reply.json(json -> Reply.writePojo(json, "fields", fields));
  }

  private Reply values(Request request) {
    store.refresh(request);
    var name = request.path().getOrDefault("name", "");
    var field = Fields.find(name);
    if (field == null) {
      throw new AppException(ErrorCode.NOT_FOUND, "no field " + name);
    }
    var prefix = request.text("prefix", "");
    var values =
        switch (field.type()) {
          case NUMBER, ID -> List.<Count>of();
          case STRING, STRINGS, ENUM, BOOLEAN -> {
            if (name.startsWith(ATTRIBUTE)) {
              yield ofAttribute(request, name.substring(ATTRIBUTE.length()), prefix);
            }
            if (name.startsWith(RESOURCE)) {
              yield ofResource(request, name.substring(RESOURCE.length()), prefix);
            }
            if (field.isOfLogs()) {
              yield ofLogs(request, field, prefix);
            }
            if (field.latency() != null) {
              yield ofLatency(request, field, field.latency(), prefix);
            }
            yield new ValueCounts(store, request, request.range(), new Condition("true", Map.of()))
                .of(List.of(field), prefix, VALUES)
                .byField()
                .getOrDefault(field.name(), List.of());
          }
        };
    return Reply.json(json -> Reply.writePojo(json, "values", values));
  }

  private List<Count> ofLogs(Request request, Field field, String prefix) {
    return counts(
        request,
        """
        SELECT toString(%s) AS value, count() AS spans
        FROM ${database}.logs
        WHERE project_id = {project:String}
          AND minute BETWEEN toStartOfMinute(toDateTime({from:Int64})) AND toDateTime({to:Int64})
          AND value != '' AND startsWith(value, {prefix:String})
        GROUP BY value
        ORDER BY spans DESC, value
        LIMIT {limit:UInt32}
        """
            .formatted(Fields.ofLogs(field)),
        "",
        prefix);
  }

  private List<Count> ofLatency(Request request, Field field, String column, String prefix) {
    return counts(
        request,
        """
        SELECT toString(%s) AS value, count() AS spans
        FROM ${database}.latency FINAL
        WHERE project_id = {project:String}
          AND minute BETWEEN toStartOfMinute(toDateTime({from:Int64})) AND toDateTime({to:Int64})
          AND value != '' AND startsWith(value, {prefix:String})
        GROUP BY value
        ORDER BY spans DESC, value
        LIMIT {limit:UInt32}
        """
            .formatted(field.isOfCalls() ? "arrayJoin(" + column + ")" : column),
        "",
        prefix);
  }

  private List<Count> ofAttribute(Request request, String key, String prefix) {
    return counts(
        request,
        """
        SELECT if(mapContains(attributes, {key:String}), attributes[{key:String}], attributes_json[{key:String}]) AS value, count() AS spans
        FROM ${database}.spans
        WHERE project_id = {project:String}
          AND minute BETWEEN toStartOfMinute(toDateTime({from:Int64})) AND toDateTime({to:Int64})
          AND value != '' AND startsWith(value, {prefix:String})
        GROUP BY value
        ORDER BY spans DESC, value
        LIMIT {limit:UInt32}
        """,
        key,
        prefix);
  }

  private List<Count> ofResource(Request request, String key, String prefix) {
    return counts(
        request,
        """
        SELECT value, sum(n) AS spans
        FROM (
          SELECT resource_hash, count() AS n
          FROM ${database}.spans
          WHERE project_id = {project:String}
            AND minute BETWEEN toStartOfMinute(toDateTime({from:Int64})) AND toDateTime({to:Int64})
          GROUP BY resource_hash
        ) AS s
        JOIN (
          SELECT hash, any(if(JSONType(body, {key:String}) = 'String', JSONExtractString(body, {key:String}), JSONExtractRaw(body, {key:String}))) AS value
          FROM ${database}.definitions
          WHERE project_id = {project:String} AND kind = 'resource'
          GROUP BY hash
        ) AS d ON d.hash = s.resource_hash
        WHERE value != '' AND startsWith(value, {prefix:String})
        GROUP BY value
        ORDER BY spans DESC, value
        LIMIT {limit:UInt32}
        """,
        key,
        prefix);
  }

  private List<Count> counts(Request request, String sql, String key, String prefix) {
    var counts = new ArrayList<Count>();
    store.query(
        store
            .about(request, request.range(), sql)
            .with("key", key)
            .with("prefix", prefix)
            .with("limit", VALUES),
        row -> counts.add(new Count(row.string("value"), row.number("spans"))));
    return counts;
  }

  private Reply attributes(Request request) {
    store.refresh(request);
    return Reply.json(
        json -> {
          json.writeArrayFieldStart("keys");
          var stats =
              store.query(
                  store
                      .about(
                          request,
                          request.range(),
                          """
                          SELECT key, count() AS count
                          FROM (
                            SELECT arrayJoin(arrayConcat(mapKeys(attributes), mapKeys(attributes_json))) AS key
                            FROM (
                              SELECT attributes, attributes_json FROM ${database}.spans
                              WHERE project_id = {project:String}
                                AND minute BETWEEN toStartOfMinute(toDateTime({from:Int64})) AND toDateTime({to:Int64})
                              ORDER BY minute DESC
                              LIMIT 50000
                            )
                          )
                          WHERE startsWith(key, {prefix:String})
                          GROUP BY key
                          ORDER BY count DESC, key
                          LIMIT 200
                          """)
                      .with("prefix", request.text("prefix", "")),
                  row -> Reply.object(json, row));
          json.writeEndArray();
          Reply.stats(json, stats);
        });
  }
}
