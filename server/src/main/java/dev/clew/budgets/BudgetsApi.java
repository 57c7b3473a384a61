// SPDX-License-Identifier: Apache-2.0
package dev.clew.budgets;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpMethod;
import dev.clew.http.Endpoint;
import dev.clew.http.Endpoint.Parameter;
import dev.clew.http.Permission;
import dev.clew.http.Reply;
import dev.clew.http.Request;
import dev.clew.http.Store;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Routes for budgets: what is set, and where it stands.
public final class BudgetsApi {

  private static final int MEMBERS = 20;

  private final Budgets budgets;
  private final BudgetWatch watch;
  private final PastUse past;
  private final Store store;
  private final InstantSource clock;

  public BudgetsApi(Budgets budgets, BudgetWatch watch, Store store, InstantSource clock) {
    this.budgets = budgets;
    this.watch = watch;
    this.store = store;
    this.clock = clock;
    past = new PastUse(store);
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
            "/api/v1/budgets",
            "Budgets of the project and where they stood when they were last evaluated",
            List.of(),
            this::list),
        Endpoint.post("/api/v1/budgets", "Adds a budget", List.of(), this::add)
            .needing(Permission.ADMIN),
        new Endpoint(
            HttpMethod.PUT,
            "/api/v1/budgets/{id}",
            Permission.ADMIN,
            "Replaces what a budget says",
            List.of(),
            this::change),
        new Endpoint(
            HttpMethod.DELETE,
            "/api/v1/budgets/{id}",
            Permission.ADMIN,
            "Removes a budget and its history",
            List.of(),
            this::remove),
        Endpoint.get(
            "/api/v1/budgets/{id}/use",
            "What was used of a budget in its period until now, moment by moment",
            List.of(),
            this::use),
        Endpoint.get(
            "/api/v1/budgets/{id}/history",
            "Changes of a budget's state, the latest first",
            List.of(Parameter.LIMIT),
            this::history));
  }

  private Reply list(Request request) {
    watch.shown(request.project());
    var states = watch.states().of(request.project());
    return Reply.json(
        json -> {
          json.writeArrayFieldStart("budgets");
          for (var budget : budgets.of(request.project())) {
            write(json, budget, states.get(budget.id()));
          }
          json.writeEndArray();
        });
  }

  /// Until a budget has been evaluated, which takes a moment, its state is null.
  private static void write(JsonGenerator json, Budget budget, @Nullable BudgetState state)
      throws IOException {
    ObjectNode object = Reply.MAPPER.valueToTree(budget);
    if (state == null) {
      object.putNull("state");
    } else {
      object.setAll((ObjectNode) Reply.MAPPER.valueToTree(state.first(MEMBERS)));
    }
    Reply.MAPPER.writeValue(json, object);
  }

  private Reply add(Request request) {
    var budget =
        BudgetInput.read(request.json(), UUID.randomUUID().toString(), clock.instant().toString());
    budgets.add(request.project(), budget);
    watch.changed(request.project());
    return answer(budget);
  }

  private Reply change(Request request) {
    var known = budgets.get(request.project(), id(request));
    var budget = BudgetInput.read(request.json(), known.id(), known.createdAt());
    budgets.change(request.project(), budget);
    watch.changed(request.project());
    return answer(budget);
  }

  private Reply remove(Request request) {
    var budget = budgets.get(request.project(), id(request));
    budgets.remove(request.project(), budget.id());
    watch.states().forget(budget.id());
    return Reply.json(json -> json.writeBooleanField("deleted", true));
  }

  private Reply history(Request request) {
    var budget = budgets.get(request.project(), id(request));
    var changes = watch.states().changes(budget.id(), request.limit());
    return Reply.json(json -> Reply.writePojo(json, "history", changes));
  }

  private Reply use(Request request) {
    var budget = budgets.get(request.project(), id(request));
    store.refresh(request);
    var window = budget.period().at(clock.instant());
    var moments = budget.period().moments(window);
    var members = past.read(request.project(), budget, moments);
    return Reply.json(
        json -> {
          json.writeStringField("period_begin", window.begin().toString());
          json.writeStringField("period_end", window.end().toString());
          Reply.writePojo(json, "times", moments.stream().map(Instant::toString).toList());
          Reply.writePojo(json, "members", members);
        });
  }

  private static Reply answer(Budget budget) {
    return Reply.json(json -> Reply.writePojo(json, "budget", budget));
  }

  private static String id(Request request) {
    return request.path().getOrDefault("id", "");
  }
}
