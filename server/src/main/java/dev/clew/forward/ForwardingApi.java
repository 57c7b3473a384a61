// SPDX-License-Identifier: Apache-2.0
package dev.clew.forward;

import dev.clew.http.Endpoint;
import dev.clew.http.Permission;
import dev.clew.http.Reply;
import java.util.List;

/// How forwarding goes.
public final class ForwardingApi {

  private final Forwarding forwarding;

  public ForwardingApi(Forwarding forwarding) {
    this.forwarding = forwarding;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
                "/api/v1/forwarding",
                "Targets of forwarding: what was sent, waits, was dropped or refused",
                List.of(),
                _ -> targets())
            .needing(Permission.ADMIN));
  }

  private Reply targets() {
    return Reply.json(
        json -> {
          json.writeArrayFieldStart("targets");
          for (var state : forwarding.states()) {
            json.writeStartObject();
            json.writeStringField("name", state.target().name());
            json.writeStringField("endpoint", withoutSecrets(state));
            json.writeNumberField("sent", state.sent());
            json.writeNumberField("queued", state.queued());
            json.writeNumberField("queued_bytes", state.queuedBytes());
            json.writeNumberField("dropped", state.dropped());
            json.writeNumberField("refused", state.refused());
            json.writeNumberField("unmatched", state.unmatched());
            json.writeNumberField("retries", state.retries());
            if (state.error() != null) {
              json.writeStringField("error", state.error());
            }
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static String withoutSecrets(ForwardState state) {
    var endpoint = state.target().endpoint();
    return endpoint.getScheme()
        + "://"
        + endpoint.getHost()
        + (endpoint.getPort() < 0 ? "" : ":" + endpoint.getPort());
  }
}
