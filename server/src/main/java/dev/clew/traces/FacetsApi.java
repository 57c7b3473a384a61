// SPDX-License-Identifier: Apache-2.0
package dev.clew.traces;

import dev.clew.filter.Field;
import dev.clew.filter.Fields;
import dev.clew.filter.FilterSql.Subject;
import dev.clew.http.Endpoint;
import dev.clew.http.Endpoint.Parameter;
import dev.clew.http.Reply;
import dev.clew.http.Request;
import dev.clew.http.Store;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The most frequent values of fields among the traces that a search finds.
public final class FacetsApi {

  private static final String DEFAULT = "service,model,agent,tool,status,user";
  private static final int MAX_FIELDS = 20;
  private static final int VALUES = 12;

  private final Store store;

  public FacetsApi(Store store) {
    this.store = store;
  }

  public List<Endpoint> endpoints() {
    var parameters = new ArrayList<>(Parameter.SEARCH);
    parameters.add(
        new Parameter("fields", "string", "names separated by commas; default " + DEFAULT));
    return List.of(
        Endpoint.get(
            "/api/v1/traces/facets",
            "The most frequent values of fields, counted in traces",
            parameters,
            this::facets));
  }

  private Reply facets(Request request) {
    store.refresh(request);
    var fields = fields(request.text("fields", DEFAULT));
    var condition = store.compile(request.filter(), Subject.TRACES);
    var counts =
        new ValueCounts(store, request, request.range(), condition)
            .of(List.copyOf(fields.values()), "", VALUES);
    return Reply.json(
        json -> {
          json.writeArrayFieldStart("facets");
          for (var field : fields.entrySet()) {
            json.writeStartObject();
            json.writeStringField("field", field.getKey());
            Reply.writePojo(
                json, "values", counts.byField().getOrDefault(field.getValue().name(), List.of()));
            json.writeEndObject();
          }
          json.writeEndArray();
          Reply.stats(json, counts.stats());
        });
  }

  /// Fields by the name they were asked for.
  private static Map<String, Field> fields(String names) {
    var fields = new LinkedHashMap<String, Field>();
    for (var name : names.split(",", -1)) {
      var field = Fields.find(name.strip());
      if (field == null || !isCountable(field) || fields.size() >= MAX_FIELDS) {
        throw new AppException(
            ErrorCode.INVALID,
            "fields: %s (expected: at most %d fields that hold words, see /api/v1/fields)"
                .formatted(name, MAX_FIELDS));
      }
      fields.put(name.strip(), field);
    }
    return fields;
  }

  private static boolean isCountable(Field field) {
    return switch (field.type()) {
      case STRING, STRINGS, ENUM, BOOLEAN ->
          (field.trace() != null || field.span() != null)
              && !field.name().startsWith("attr.")
              && !field.name().startsWith("resource.");
      case NUMBER, ID -> false;
    };
  }
}
