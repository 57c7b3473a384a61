// SPDX-License-Identifier: Apache-2.0
package dev.clew.notify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpMethod;
import dev.clew.http.Endpoint;
import dev.clew.http.Endpoint.Parameter;
import dev.clew.http.Permission;
import dev.clew.http.Reply;
import dev.clew.http.Request;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/// Routes for channels, and for what was sent to them. Secrets are never answered.
public final class ChannelsApi {

  private static final String ONE = "/api/v1/alerts/channels/{id}";

  private final Notifications notifications;
  private final Function<String, String> links;

  /// @param links makes a path of the web UI into an address
  public ChannelsApi(Notifications notifications, Function<String, String> links) {
    this.notifications = notifications;
    this.links = links;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
            "/api/v1/alerts/channels",
            "Channels of the project, without their secrets",
            List.of(),
            this::list),
        Endpoint.post("/api/v1/alerts/channels", "Adds a channel", List.of(), this::add)
            .needing(Permission.ADMIN),
        new Endpoint(
            HttpMethod.PUT,
            ONE,
            Permission.ADMIN,
            "Replaces a channel; secrets that are not sent stay",
            List.of(),
            this::change),
        new Endpoint(
            HttpMethod.DELETE, ONE, Permission.ADMIN, "Removes a channel", List.of(), this::remove),
        Endpoint.post(
                ONE + "/test",
                "Sends a test to a channel and answers what became of it",
                List.of(),
                this::test)
            .needing(Permission.ADMIN),
        Endpoint.get(
            "/api/v1/alerts/deliveries",
            "What was sent to channels, or waits, the latest first",
            List.of(Parameter.LIMIT),
            this::deliveries));
  }

  private Reply list(Request request) {
    var channels =
        notifications.channels().of(request.project()).stream().map(ChannelsApi::shown).toList();
    return Reply.json(json -> Reply.writePojo(json, "channels", channels));
  }

  /// Paths and queries of addresses are secrets with Slack and others.
  private static ObjectNode shown(Channel channel) {
    ObjectNode json = Reply.MAPPER.valueToTree(channel);
    json.remove(List.of("secret", "url"));
    json.put("has_secret", !channel.secret().isEmpty());
    if (!channel.url().isEmpty()) {
      var uri = URI.create(channel.url());
      json.put(
          "target",
          "%s://%s%s/…"
              .formatted(
                  uri.getScheme(), uri.getHost(), uri.getPort() < 0 ? "" : ":" + uri.getPort()));
    }
    return json;
  }

  private Reply add(Request request) {
    return put(request, ChannelInput.read(request.json(), UUID.randomUUID().toString(), null));
  }

  private Reply change(Request request) {
    var known = notifications.channels().get(request.project(), id(request));
    return put(request, ChannelInput.read(request.json(), known.id(), known));
  }

  private Reply put(Request request, Channel channel) {
    notifications.channels().put(request.project(), channel);
    return Reply.json(json -> Reply.writePojo(json, "channel", shown(channel)));
  }

  private Reply remove(Request request) {
    var known = notifications.channels().get(request.project(), id(request));
    notifications.channels().remove(request.project(), known.id());
    return Reply.json(json -> json.writeBooleanField("deleted", true));
  }

  private Reply test(Request request) {
    var channel = notifications.channels().get(request.project(), id(request));
    var outcome = notifications.test(request.project(), channel, links.apply("/alerts"));
    return Reply.json(
        json -> {
          json.writeBooleanField("delivered", outcome instanceof Outcome.Delivered);
          json.writeStringField("error", reason(outcome));
        });
  }

  private static String reason(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Delivered() -> "";
      case Outcome.Failed(var reason) -> reason;
      case Outcome.Refused(var reason) -> reason;
    };
  }

  private Reply deliveries(Request request) {
    var log = notifications.queue().log(request.project(), request.limit());
    return Reply.json(
        json -> {
          json.writeArrayFieldStart("deliveries");
          for (var delivery : log) {
            ObjectNode object = Reply.MAPPER.valueToTree(delivery);
            object.remove(List.of("created_ms", "next_ms", "project"));
            object.put("done_at", delivery.doneAt().isEmpty() ? null : delivery.doneAt());
            object.put("created_at", Instant.ofEpochMilli(delivery.createdMs()).toString());
            object.put(
                "next_at",
                delivery.status().equals("waiting")
                    ? Instant.ofEpochMilli(delivery.nextMs()).toString()
                    : null);
            Reply.MAPPER.writeValue(json, object);
          }
          json.writeEndArray();
        });
  }

  private static String id(Request request) {
    return request.path().getOrDefault("id", "");
  }
}
