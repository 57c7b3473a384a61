// SPDX-License-Identifier: Apache-2.0
package dev.clew.alerts;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpMethod;
import dev.clew.alerts.AlertState.Phase;
import dev.clew.http.Endpoint;
import dev.clew.http.Permission;
import dev.clew.http.Reply;
import dev.clew.http.Request;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Routes for alert rules: what they say, and how they stand.
final class AlertsApi {

  private static final int HISTORY = 200;

  private final AlertRules rules;
  private final AlertWatch watch;
  private final InstantSource clock;

  AlertsApi(AlertRules rules, AlertWatch watch, InstantSource clock) {
    this.rules = rules;
    this.watch = watch;
    this.clock = clock;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
            "/api/v1/alerts",
            "Alert rules of the project with their states, firing ones first",
            List.of(),
            this::list),
        Endpoint.post("/api/v1/alerts", "Adds an alert rule", List.of(), this::add)
            .needing(Permission.ADMIN),
        Endpoint.get(
            "/api/v1/alerts/{id}",
            "An alert rule with its states and their history, the latest first",
            List.of(),
            this::one),
        new Endpoint(
            HttpMethod.PUT,
            "/api/v1/alerts/{id}",
            Permission.ADMIN,
            "Replaces what an alert rule says",
            List.of(),
            this::change),
        new Endpoint(
            HttpMethod.DELETE,
            "/api/v1/alerts/{id}",
            Permission.ADMIN,
            "Removes an alert rule and its history",
            List.of(),
            this::remove));
  }

  private Reply list(Request request) {
    var states = states(request);
    var ordered =
        rules.of(request.project()).stream()
            .sorted(
                Comparator.comparingInt(
                    (AlertRule rule) -> rank(states.getOrDefault(rule.id(), List.of()))))
            .toList();
    return Reply.json(
        json -> {
          json.writeArrayFieldStart("alerts");
          for (var rule : ordered) {
            write(json, rule, states.getOrDefault(rule.id(), List.of()));
          }
          json.writeEndArray();
        });
  }

  private Map<String, List<AlertState>> states(Request request) {
    return watch.states().of(request.project()).values().stream()
        .sorted(
            Comparator.comparing(AlertState::phase)
                .reversed()
                .thenComparingLong(AlertState::sinceMs))
        .collect(Collectors.groupingBy(AlertState::rule));
  }

  private static int rank(List<AlertState> states) {
    return states.isEmpty() ? 2 : states.getFirst().phase() == Phase.FIRING ? 0 : 1;
  }

  private void write(JsonGenerator json, AlertRule rule, List<AlertState> states)
      throws IOException {
    Reply.MAPPER.writeValue(json, object(rule, states));
  }

  /// The rule with the groups that are not well. Until it was evaluated, `evaluated_at` is null.
  private ObjectNode object(AlertRule rule, List<AlertState> states) {
    var object = rule.json();
    object.put("state", states.isEmpty() ? "normal" : states.getFirst().phase().label());
    var members = object.putArray("members");
    for (var state : states) {
      var member = members.addObject();
      member.put("member", state.member());
      member.put("phase", state.phase().label());
      member.put("since", Instant.ofEpochMilli(state.sinceMs()).toString());
      member.put("last_bad", Instant.ofEpochMilli(state.lastBadMs()).toString());
      member.put("value", AlertStates.known(state.value()));
      member.put("threshold", AlertStates.known(state.threshold()));
      member.put("told", state.isTold());
      member.put("sentence", Sentence.of(rule, state, state.phase()));
      member.put("link", ViewLink.of(rule, state, clock.millis()));
      member.set(
          "changed",
          WhatChanged.of(rule, state.member(), state.sinceMs(), state.lastBadMs()).json());
    }
    var seen = watch.seen(rule.id());
    object.put("evaluated_at", seen == null ? null : seen.at());
    var first = seen == null ? null : seen.first();
    object.put("value", first == null ? null : AlertStates.known(first.value()));
    object.put("threshold", first == null ? null : AlertStates.known(first.threshold()));
    return object;
  }

  private Reply one(Request request) {
    var rule = rules.get(request.project(), id(request));
    var states = states(request).getOrDefault(rule.id(), List.of());
    var history = watch.states().history(rule.id(), HISTORY);
    return Reply.json(
        json -> {
          json.writeFieldName("alert");
          write(json, rule, states);
          Reply.writePojo(json, "history", history);
          json.writeFieldName("last_fired");
          Reply.MAPPER.writeValue(json, lastFired(rule, history));
        });
  }

  /// When it fired last and is back to normal: `{member, from, to, changed}`; null when it never
  /// was.
  private static @Nullable ObjectNode lastFired(AlertRule rule, List<AlertChange> history) {
    for (int i = 0; i < history.size(); i++) {
      var ended = history.get(i);
      if (ended.phase() != Phase.RESOLVED) {
        continue;
      }
      for (var began : history.subList(i + 1, history.size())) {
        if (began.phase() == Phase.FIRING && began.member().equals(ended.member())) {
          var object = Reply.MAPPER.createObjectNode();
          object.put("member", ended.member());
          object.put("from", began.time());
          object.put("to", ended.time());
          object.set(
              "changed",
              WhatChanged.of(
                      rule,
                      ended.member(),
                      Instant.parse(began.time()).toEpochMilli(),
                      Instant.parse(ended.time()).toEpochMilli())
                  .json());
          return object;
        }
      }
    }
    return null;
  }

  private Reply add(Request request) {
    var rule =
        RuleInput.read(request.json(), UUID.randomUUID().toString(), clock.instant().toString());
    rules.add(request.project(), rule);
    watch.changed(request.project());
    return answer(rule);
  }

  private Reply change(Request request) {
    var known = rules.get(request.project(), id(request));
    var rule = RuleInput.read(request.json(), known.id(), known.createdAt());
    rules.change(request.project(), rule);
    watch.changed(request.project());
    return answer(rule);
  }

  private Reply remove(Request request) {
    watch.remove(request.project(), rules.get(request.project(), id(request)), clock.instant());
    return Reply.json(json -> json.writeBooleanField("deleted", true));
  }

  private static Reply answer(AlertRule rule) {
    return Reply.json(json -> Reply.writePojo(json, "alert", rule.json()));
  }

  private static String id(Request request) {
    return request.path().getOrDefault("id", "");
  }
}
