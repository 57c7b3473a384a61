// SPDX-License-Identifier: Apache-2.0
package dev.clew.alerts;

import dev.clew.http.Endpoint;
import dev.clew.http.Endpoint.Parameter;
import dev.clew.http.Reply;
import dev.clew.http.Request;
import dev.clew.http.Store;
import java.util.List;

/// What a rule would have done, before it is kept.
final class PreviewApi {

  private final Store store;
  private final Preview preview;

  PreviewApi(Store store, Preview preview) {
    this.store = store;
    this.preview = preview;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post(
            "/api/v1/alerts/preview",
            "What an alert rule would have seen in the past, and when it would have fired",
            Parameter.RANGE,
            this::preview));
  }

  private Reply preview(Request request) {
    var rule = RuleInput.read(request.json(), "preview", request.now().toString());
    store.refresh(request);
    var past = preview.of(request.project(), rule, request.range());
    return Reply.json(
        json -> {
          json.writeNumberField("step_seconds", past.stepSeconds());
          Reply.writePojo(json, "groups", past.groups());
        });
  }
}
