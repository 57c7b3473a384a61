// SPDX-License-Identifier: Apache-2.0
package dev.clew.admin;

import com.linecorp.armeria.common.HttpMethod;
import dev.clew.http.Endpoint;
import dev.clew.http.Permission;
import dev.clew.http.Reply;
import dev.clew.http.Request;
import dev.clew.model.Layer;
import dev.clew.model.LayerRule;
import dev.clew.semconv.Layers;
import java.util.List;
import java.util.Map;

/// Routes for the rules that place spans in layers.
public final class LayersApi {

  private static final String PATH = "/api/v1/layers";

  private final LayerRules rules;

  public LayersApi(LayerRules rules) {
    this.rules = rules;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(PATH, "Layers, and the rules that place spans in them", List.of(), this::list),
        new Endpoint(
            HttpMethod.POST,
            PATH,
            Permission.ADMIN,
            "Adds a rule; it applies to spans from now on",
            List.of(),
            this::add),
        new Endpoint(
            HttpMethod.DELETE,
            PATH + "/{id}",
            Permission.ADMIN,
            "Deletes a rule",
            List.of(),
            this::delete));
  }

  private Reply list(Request request) {
    return Reply.json(
        json -> {
          Reply.writePojo(json, "layers", Layer.labels());
          Reply.writePojo(
              json, "rules", rules.of(request.project()).stream().map(LayersApi::view).toList());
          json.writeArrayFieldStart("built_in");
          for (var rule : Layers.builtIn()) {
            json.writeStartObject();
            Reply.writeField(json, "layer", rule.layer() == null ? null : rule.layer().label());
            json.writeStringField("when", rule.when());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private Reply add(Request request) {
    var body = request.json();
    var rule =
        rules.add(
            request.project(),
            AdminApi.text(body, "key"),
            AdminApi.text(body, "value"),
            AdminApi.text(body, "layer"));
    return Reply.json(json -> Reply.writePojo(json, "rule", view(rule)));
  }

  private Reply delete(Request request) {
    rules.delete(request.project(), request.path().getOrDefault("id", ""));
    return Reply.json(json -> json.writeBooleanField("deleted", true));
  }

  private static Map<String, String> view(LayerRule rule) {
    return Map.of(
        "id", rule.id(),
        "key", rule.key(),
        "value", rule.value(),
        "layer", rule.layer().label());
  }
}
