// SPDX-License-Identifier: Apache-2.0
package dev.clew.dashboards;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpMethod;
import dev.clew.http.Endpoint;
import dev.clew.http.Permission;
import dev.clew.http.Reply;
import dev.clew.http.Request;
import dev.clew.http.Store;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Routes for dashboards. Each is read with what its panels have to show by now.
final class DashboardsApi {

  private static final String ALL = "/api/v1/dashboards";
  private static final String ONE = "/api/v1/dashboards/{id}";

  private final Store store;
  private final ReadyDashboards ready;
  private final OwnDashboards own;
  private final SeenRows seen = new SeenRows();

  DashboardsApi(Store store, ReadyDashboards ready, OwnDashboards own) {
    this.store = store;
    this.ready = ready;
    this.own = own;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
            ALL,
            "Dashboards of the project, then those that come with the server",
            List.of(),
            this::list),
        Endpoint.post(ALL, "Adds a dashboard, or imports one", List.of(), this::add)
            .needing(Permission.ADMIN),
        Endpoint.get(ONE, "A dashboard, and which of its queries have data", List.of(), this::one),
        new Endpoint(
            HttpMethod.PUT, ONE, Permission.ADMIN, "Replaces a dashboard", List.of(), this::change),
        new Endpoint(
            HttpMethod.DELETE,
            ONE,
            Permission.ADMIN,
            "Removes a dashboard",
            List.of(),
            this::remove));
  }

  private Reply list(Request request) {
    store.refresh(request);
    var all = new ArrayList<>(own.of(request.project()));
    all.addAll(ready.all());
    var presence =
        Presence.of(store, seen, request, all.stream().map(StoredDashboard::dashboard).toList());
    return Reply.json(
        json -> {
          json.writeArrayFieldStart("dashboards");
          for (var stored : all) {
            var dashboard = stored.dashboard();
            json.writeStartObject();
            json.writeStringField("id", stored.id());
            json.writeStringField("title", dashboard.title());
            json.writeStringField("description", dashboard.description());
            json.writeBooleanField("ready", stored.isReady());
            json.writeNumberField("panels", dashboard.charts().size());
            json.writeNumberField(
                "with_data", dashboard.charts().stream().filter(presence::has).count());
            json.writeNumberField("version", stored.version());
            json.writeStringField("updated_at", stored.isReady() ? null : stored.updatedAt());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private Reply one(Request request) {
    return answer(request, get(request));
  }

  private StoredDashboard get(Request request) {
    var id = id(request);
    return ready
        .find(id)
        .or(() -> own.find(request.project(), id))
        .orElseThrow(() -> new AppException(ErrorCode.NOT_FOUND, "no such dashboard"));
  }

  private Reply add(Request request) {
    return answer(request, own.add(request.project(), Dashboard.read(request.json())));
  }

  private Reply change(Request request) {
    if (ready.find(id(request)).isPresent()) {
      throw new AppException(
          ErrorCode.CONFLICT, "this dashboard comes with the server (expected: a copy to change)");
    }
    var body = (ObjectNode) request.json();
    var version = body.remove("version");
    if (version == null || !version.isIntegralNumber()) {
      throw new AppException(
          ErrorCode.INVALID, "version: (expected: that of the dashboard which was changed)");
    }
    return answer(
        request,
        own.change(request.project(), id(request), Dashboard.read(body), version.asLong()));
  }

  private Reply remove(Request request) {
    own.remove(request.project(), id(request));
    return Reply.json(json -> json.writeBooleanField("deleted", true));
  }

  private Reply answer(Request request, StoredDashboard stored) {
    store.refresh(request);
    var presence = Presence.of(store, seen, request, List.of(stored.dashboard()));
    return Reply.json(
        json -> {
          json.writeStringField("id", stored.id());
          json.writeBooleanField("ready", stored.isReady());
          json.writeNumberField("version", stored.version());
          json.writeStringField("updated_at", stored.isReady() ? null : stored.updatedAt());
          Reply.writePojo(json, "dashboard", stored.dashboard().document());
          json.writeArrayFieldStart("panels");
          int place = 0;
          for (var panel : stored.dashboard().panels()) {
            var document = stored.dashboard().document().path("panels").path(place++);
            write(json, panel, document, presence);
          }
          json.writeEndArray();
        });
  }

  /// The queries that are asked now; a line without data is left out.
  private static void write(JsonGenerator json, Panel panel, JsonNode document, Presence presence)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("id", panel.id());
    json.writeStringField("empty", presence.has(panel) ? null : needs(panel));
    json.writeArrayFieldStart("queries");
    for (int i = 0; i < panel.lines().size(); i++) {
      int chosen = presence.chosen(panel.lines().get(i));
      if (chosen >= 0) {
        Reply.MAPPER.writeValue(json, chosen(document.path("queries").path(i), chosen));
      }
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /// An alternative is called as the query for which it stands, unless it has a name of its own.
  private static ObjectNode chosen(JsonNode line, int index) {
    var document = index == 0 ? line : line.path("or").path(index - 1);
    var query = (ObjectNode) document.deepCopy();
    query.remove("or");
    if (!query.has("label") && line.has("label")) {
      query.set("label", line.get("label"));
    }
    return query;
  }

  private static String needs(Panel panel) {
    return panel.needs().isEmpty()
        ? "Nothing that this panel asks for has arrived yet."
        : panel.needs();
  }

  private static String id(Request request) {
    return request.path().getOrDefault("id", "");
  }
}
