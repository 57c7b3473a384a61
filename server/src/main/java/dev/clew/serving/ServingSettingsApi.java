// SPDX-License-Identifier: Apache-2.0
package dev.clew.serving;

import com.linecorp.armeria.common.HttpMethod;
import dev.clew.http.Endpoint;
import dev.clew.http.Permission;
import dev.clew.http.Reply;
import dev.clew.http.Request;
import java.util.List;

/// Routes for what a project sets for its model servers.
final class ServingSettingsApi {

  private final Serving serving;

  ServingSettingsApi(Serving serving) {
    this.serving = serving;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
            "/api/v1/serving/settings",
            "The project's mappings of endpoints to servers, prices of GPU hours, and classes of service",
            List.of(),
            this::settings),
        new Endpoint(
            HttpMethod.PUT,
            "/api/v1/serving/settings",
            Permission.ADMIN,
            "Replaces them",
            List.of(),
            this::set));
  }

  private Reply settings(Request request) {
    var setting = serving.settings().of(request.project());
    return Reply.json(
        json -> {
          Reply.writeField(json, "mappings", setting.mappings());
          Reply.writeField(json, "gpu_hour_usd", setting.gpuHourUsd());
          Reply.writeField(json, "gpu_prices", setting.gpuPrices());
          json.writeArrayFieldStart("classes");
          for (var one : setting.classes()) {
            json.writeStartObject();
            json.writeStringField("name", one.name());
            Reply.writeField(json, "ttft_ms", one.ttftMs());
            Reply.writeField(json, "tpot_ms", one.tpotMs());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private Reply set(Request request) {
    serving.settings().set(request.project(), request.json());
    return settings(request);
  }
}
