// SPDX-License-Identifier: Apache-2.0
package dev.clew.dropin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import dev.clew.otlp.ForeignRoute;
import dev.clew.otlp.ForeignRoute.Answer;
import dev.clew.otlp.ForeignRoute.Request;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Opik's REST API as far as its SDKs and Dify need it to send. Its address ends in `/api/`, in
/// Comet's cloud in `/opik/api/`.
final class Opik {

  /// When a score came, which its sender does not say.
  static final String ARRIVED = "clew.arrived";

  private static final String ALIVE = "{\"message\":\"Healthy Server\",\"healthy\":true}";
  private static final Answer DONE = new Answer(204, "");
  private static final List<String> BASES = List.of("/api/v1/private", "/opik/api/v1/private");

  private final Holding holding;
  private final InstantSource clock;

  Opik(Holding holding, InstantSource clock) {
    this.holding = holding;
    this.clock = clock;
  }

  List<ForeignRoute> routes() {
    List<ForeignRoute> routes = new ArrayList<>();
    for (var path : List.of("/is-alive/ping", "/api/is-alive/ping", "/opik/api/is-alive/ping")) {
      routes.add(ForeignRoute.fixed(path, ALIVE));
    }
    for (var base : BASES) {
      routes.add(ForeignRoute.post(base + "/auth", Opik::who));
      routes.add(ForeignRoute.get(base + "/auth/workspace", Opik::who));
      objects(routes, base + "/traces", OpikSpans.TRACE, "traces");
      objects(routes, base + "/spans", OpikSpans.SPAN, "spans");
      scores(routes, base + "/traces", OpikSpans.SCORE);
      scores(routes, base + "/spans", OpikSpans.SPAN_SCORE);
    }
    return routes;
  }

  private void objects(List<ForeignRoute> routes, String path, String kind, String list) {
    routes.add(
        new ForeignRoute(
            List.of("POST", "PUT", "PATCH"),
            path + "/batch",
            "",
            request -> take(request, kind, Pieces.parse(request.body()).path(list))));
    routes.add(
        new ForeignRoute(
            List.of("POST"),
            path,
            "",
            request -> {
              take(request, kind, Pieces.parse(request.body()));
              return new Answer(201, "");
            }));
    routes.add(
        new ForeignRoute(
            List.of("PATCH", "PUT"),
            path + "/{id}",
            "",
            request -> take(request, kind, withId(request))));
  }

  private void scores(List<ForeignRoute> routes, String path, String kind) {
    routes.add(
        new ForeignRoute(
            List.of("PUT"),
            path + "/feedback-scores",
            "",
            request -> scores(request, kind, Pieces.parse(request.body()).path("scores"))));
    routes.add(
        new ForeignRoute(
            List.of("PUT"),
            path + "/{id}/feedback-scores",
            "",
            request -> scores(request, kind, withId(request))));
  }

  private Answer scores(Request request, String kind, JsonNode scores) {
    List<Piece> pieces = new ArrayList<>();
    for (var score : scores.isArray() ? scores : List.of(scores)) {
      var judged = score.path("id").asText("");
      if (score instanceof ObjectNode fields && !judged.isEmpty()) {
        // A score has no id of its own: the newest of a name counts.
        fields.put(ARRIVED, clock.instant().toString());
        pieces.add(new Piece(kind, judged + " " + Pieces.first(score, "name"), fields));
      }
    }
    if (pieces.isEmpty()) {
      throw new AppException(ErrorCode.INVALID, "scores: (expected: objects with an id)");
    }
    holding.take(request.project(), OpikSpans.NAME, pieces);
    return DONE;
  }

  /// The body, with the id that stands in the address.
  private static JsonNode withId(Request request) {
    var body = Pieces.parse(request.body());
    if (body instanceof ObjectNode object) {
      object.put("id", request.value("id"));
    }
    return body;
  }

  private static Answer who(Request request) {
    return Answer.ok(
        "{\"user\":\"clew\",\"workspaceName\":\"default\",\"workspaceId\":\"00000000-0000-0000-0000-000000000001\"}");
  }

  private Answer take(Request request, String kind, JsonNode objects) {
    List<Piece> pieces = new ArrayList<>();
    for (var object : objects.isArray() ? objects : List.of(objects)) {
      var id = object.path("id").asText("");
      // The answer has no room for what is wrong with one of many.
      if (object instanceof ObjectNode fields && !id.isEmpty()) {
        pieces.add(new Piece(kind, id, fields));
      }
    }
    if (pieces.isEmpty()) {
      throw new AppException(ErrorCode.INVALID, kind + ": (expected: objects with an id)");
    }
    holding.take(request.project(), OpikSpans.NAME, pieces);
    return DONE;
  }
}
