// SPDX-License-Identifier: Apache-2.0
package dev.clew.alerts;

import com.linecorp.armeria.common.HttpMethod;
import dev.clew.http.Endpoint;
import dev.clew.http.Permission;
import dev.clew.http.Reply;
import dev.clew.http.Request;
import java.util.List;
import java.util.UUID;

/// Routes for silences and maintenance windows.
final class SilencesApi {

  private final Silences silences;
  private final AlertRules rules;

  SilencesApi(Silences silences, AlertRules rules) {
    this.silences = silences;
    this.rules = rules;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
            "/api/v1/alerts/silences",
            "Silences of the project, the newest first, with those that are over",
            List.of(),
            this::list),
        Endpoint.post("/api/v1/alerts/silences", "Adds a silence", List.of(), this::add)
            .needing(Permission.ADMIN),
        new Endpoint(
            HttpMethod.DELETE,
            "/api/v1/alerts/silences/{id}",
            Permission.ADMIN,
            "Ends a silence",
            List.of(),
            this::remove));
  }

  private Reply list(Request request) {
    return Reply.json(json -> Reply.writePojo(json, "silences", silences.of(request.project())));
  }

  private Reply add(Request request) {
    var silence = Silence.read(request.json(), UUID.randomUUID().toString(), request.now());
    if (!silence.rule().isEmpty()) {
      var _ = rules.get(request.project(), silence.rule());
    }
    silences.add(request.project(), silence);
    return Reply.json(json -> Reply.writePojo(json, "silence", silence));
  }

  private Reply remove(Request request) {
    silences.remove(request.project(), request.path().getOrDefault("id", ""));
    return Reply.json(json -> json.writeBooleanField("deleted", true));
  }
}
