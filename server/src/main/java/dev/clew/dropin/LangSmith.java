// SPDX-License-Identifier: Apache-2.0
package dev.clew.dropin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import dev.clew.otlp.ForeignRoute;
import dev.clew.otlp.ForeignRoute.Answer;
import dev.clew.otlp.ForeignRoute.Request;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// LangSmith's API as far as its SDKs and Dify need it to send: runs, and the projects ("sessions")
/// that are asked for before.
final class LangSmith {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Answer TAKEN = new Answer(202, "{}");
  private static final String KEY_HEADER = "x-api-key";
  private static final String INFO =
      """
      {"version":"0.10.0","license_expiration_time":null,"instance_flags":{"zstd_compression_enabled":true},\
      "batch_ingest_config":{"use_multipart_endpoint":true,"scale_up_qsize_trigger":1000,"scale_up_nthreads_limit":16,\
      "scale_down_nempty_trigger":4,"size_limit":100,"size_limit_bytes":20971520}}""";

  private final Holding holding;

  LangSmith(Holding holding) {
    this.holding = holding;
  }

  List<ForeignRoute> routes() {
    return List.of(
        ForeignRoute.fixed("/info", INFO).onlyWith(KEY_HEADER),
        // Its projects are not kept: whichever is asked for is there.
        ForeignRoute.get("/sessions", request -> sessions(request.value("name")))
            .onlyWith(KEY_HEADER),
        ForeignRoute.post("/sessions", LangSmith::createSession),
        new ForeignRoute(
            List.of("PATCH", "DELETE"), "/sessions/{id}", KEY_HEADER, _ -> Answer.ok("{}")),
        ForeignRoute.post("/runs", request -> runs(request, List.of(object(request)))),
        new ForeignRoute(List.of("PATCH"), "/runs/{id}", "", this::update),
        ForeignRoute.post("/runs/batch", this::batch),
        ForeignRoute.post("/runs/multipart", this::multipart),
        ForeignRoute.post("/feedback", this::feedback));
  }

  private static Answer sessions(String name) {
    var answer = JSON.arrayNode();
    answer.add(session(name.isEmpty() ? "default" : name));
    return Answer.ok(answer.toString());
  }

  private static Answer createSession(Request request) {
    return Answer.ok(session(object(request).path("name").asText("default")).toString());
  }

  private static ObjectNode session(String name) {
    var id = UUID.nameUUIDFromBytes(("session " + name).getBytes(StandardCharsets.UTF_8));
    return JSON.objectNode()
        .put("id", id.toString())
        .put("name", name)
        .put("tenant_id", new UUID(0, 1).toString())
        .put("start_time", "2000-01-01T00:00:00Z")
        .putNull("description")
        .putNull("default_dataset_id")
        .putNull("reference_dataset_id");
  }

  private Answer update(Request request) {
    var run = object(request);
    run.put("id", request.value("id"));
    return runs(request, List.of(run));
  }

  private Answer batch(Request request) {
    var body = object(request);
    List<JsonNode> runs = new ArrayList<>();
    body.path("post").forEach(runs::add);
    body.path("patch").forEach(runs::add);
    return runs(request, runs);
  }

  /// Parts are named `post.<id>` or `patch.<id>`, and larger fields of a run come as parts of their
  /// own: `post.<id>.inputs`. Attachments are not kept.
  private Answer multipart(Request request) {
    Map<String, ObjectNode> runs = new LinkedHashMap<>();
    List<Piece> feedback = new ArrayList<>();
    Multipart.forEach(
        request.body(),
        (name, content) -> {
          var parts = name.split("\\.", 3);
          if (parts.length < 2) {
            return;
          }
          switch (parts[0]) {
            case "post", "patch" -> {
              var run =
                  runs.computeIfAbsent(
                      parts[0] + parts[1], _ -> JSON.objectNode().put("id", parts[1]));
              var value = Pieces.parse(content);
              if (parts.length == 3) {
                run.set(parts[2], value);
              } else if (value instanceof ObjectNode object) {
                run.setAll(object);
              }
            }
            case "feedback" -> {
              if (Pieces.parse(content) instanceof ObjectNode object) {
                feedback.add(new Piece(LangSmithSpans.FEEDBACK, parts[1], object));
              }
            }
            default -> {
              // Attachments.
            }
          }
        });
    holding.take(request.project(), LangSmithSpans.NAME, feedback);
    return runs(request, List.copyOf(runs.values()));
  }

  private Answer feedback(Request request) {
    var feedback = object(request);
    var id = feedback.path("id").asText("");
    if (id.isEmpty() || !feedback.hasNonNull("run_id")) {
      throw new AppException(ErrorCode.INVALID, "id, run_id: missing (expected: both)");
    }
    holding.take(
        request.project(),
        LangSmithSpans.NAME,
        List.of(new Piece(LangSmithSpans.FEEDBACK, id, feedback)));
    return Answer.ok(feedback.toString());
  }

  private Answer runs(Request request, List<? extends JsonNode> runs) {
    List<Piece> pieces = new ArrayList<>();
    for (var run : runs) {
      var id = run.path("id").asText("");
      if (run instanceof ObjectNode fields && !id.isEmpty()) {
        pieces.add(new Piece(LangSmithSpans.RUN, id, fields));
      }
    }
    if (pieces.isEmpty() && !runs.isEmpty()) {
      throw new AppException(ErrorCode.INVALID, "id: missing (expected: the id of the run)");
    }
    holding.take(request.project(), LangSmithSpans.NAME, pieces);
    return TAKEN;
  }

  private static ObjectNode object(Request request) {
    if (Pieces.parse(request.body()) instanceof ObjectNode object) {
      return object;
    }
    throw new AppException(ErrorCode.INVALID, "body: (expected: a JSON object)");
  }
}
