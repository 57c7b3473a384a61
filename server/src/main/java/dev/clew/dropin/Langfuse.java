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
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// Langfuse's API as far as its SDKs and Dify need it to send: the ingestion of events, and what is
/// asked before.
final class Langfuse {

  /// Of the SDK that wrote an event, kept with the object.
  static final String SDK_VERSION = "clew.sdk_version";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Set<String> KINDS =
      Set.of(
          "trace",
          "span",
          "generation",
          "event",
          "score",
          "observation",
          "agent",
          "tool",
          "chain",
          "retriever",
          "evaluator",
          "embedding",
          "guardrail");

  private final Holding holding;
  private final InstantSource clock;

  Langfuse(Holding holding, InstantSource clock) {
    this.holding = holding;
    this.clock = clock;
  }

  List<ForeignRoute> routes() {
    return List.of(
        ForeignRoute.fixed("/api/public/health", "{\"status\":\"OK\",\"version\":\"3.0.0\"}"),
        ForeignRoute.get("/api/public/projects", Langfuse::projects),
        ForeignRoute.post("/api/public/ingestion", this::ingest),
        ForeignRoute.post("/api/public/scores", this::score));
  }

  /// One project, the one of the key: without it, Dify does not accept the key.
  private static Answer projects(Request request) {
    var answer = JSON.objectNode();
    var project = answer.putArray("data").addObject();
    project.put("id", request.project()).put("name", request.project());
    project.putObject("organization").put("id", "clew").put("name", "Clew");
    project.putObject("metadata");
    return Answer.ok(answer.toString());
  }

  private Answer ingest(Request request) {
    var batch = Pieces.parse(request.body()).path("batch");
    if (!batch.isArray()) {
      throw new AppException(ErrorCode.INVALID, "batch: missing (expected: a list of events)");
    }
    var version = request.headers().apply("x-langfuse-sdk-version");
    List<Piece> pieces = new ArrayList<>();
    var answer = JSON.objectNode();
    var successes = answer.putArray("successes");
    var errors = answer.putArray("errors");
    for (var event : batch) {
      var id = event.path("id").asText("");
      var refusal = read(event, version == null ? "" : version, pieces);
      if (refusal.isEmpty()) {
        successes.addObject().put("id", id).put("status", 201);
      } else {
        errors
            .addObject()
            .put("id", id)
            .put("status", 400)
            .put("message", refusal)
            .put("error", "InvalidRequestError");
      }
    }
    holding.take(request.project(), LangfuseSpans.NAME, pieces);
    return new Answer(207, answer.toString());
  }

  /// One score in a request of its own, or a list of them as newer SDKs send it. Without an id, the
  /// same score is the same again.
  private Answer score(Request request) {
    var body = Pieces.parse(request.body());
    List<Piece> pieces = new ArrayList<>();
    if (!body.isArray()) {
      var id = score(body, pieces);
      holding.take(request.project(), LangfuseSpans.NAME, pieces);
      return Answer.ok(JSON.objectNode().put("id", id).toString());
    }
    var ids = JSON.arrayNode();
    for (var score : body) {
      ids.addObject().put("id", score(score, pieces));
    }
    holding.take(request.project(), LangfuseSpans.NAME, pieces);
    return Answer.ok(ids.toString());
  }

  private String score(JsonNode body, List<Piece> pieces) {
    var id = Pieces.first(body, "id");
    if (id.isEmpty()) {
      id = UUID.nameUUIDFromBytes(body.toString().getBytes(StandardCharsets.UTF_8)).toString();
    }
    var event = JSON.objectNode().put("type", "score-create");
    event.put("id", id).put("timestamp", clock.instant().toString()).set("body", body);
    var refusal = read(event, "", pieces);
    if (!refusal.isEmpty()) {
      throw new AppException(ErrorCode.INVALID, refusal);
    }
    return id;
  }

  /// Adds what an event says; answers why it cannot, or nothing.
  private static String read(JsonNode event, String version, List<Piece> pieces) {
    var type = event.path("type").asText("");
    if (type.equals("sdk-log")) {
      return "";
    }
    int dash = type.lastIndexOf('-');
    var kind = dash < 0 ? "" : type.substring(0, dash);
    if (!KINDS.contains(kind)) {
      return "type: %s is not known".formatted(type);
    }
    if (!(event.path("body") instanceof ObjectNode body)) {
      return "body: missing (expected: an object)";
    }
    // Dify sends objects without an id; the event has one, and it is the same when sent again.
    var id = Pieces.first(body, "id");
    if (id.isEmpty()) {
      id = Pieces.first(event, "id");
    }
    var trace = Pieces.first(body, "traceId");
    if (kind.equals(LangfuseSpans.TRACE)) {
      trace = id;
    }
    if (id.isEmpty()) {
      return "id: missing";
    }
    body.put(SDK_VERSION, version);
    body.set(LangfuseSpans.WRITTEN, event.path("timestamp"));
    if (kind.equals(LangfuseSpans.TRACE)) {
      body.put(LangfuseSpans.DESCRIBED, true);
    } else if (kind.equals(LangfuseSpans.SCORE)) {
      if (trace.isEmpty()) {
        return "traceId: missing";
      }
    } else if (!trace.isEmpty()) {
      pieces.add(new Piece(LangfuseSpans.TRACE, trace, times(body)));
    }
    pieces.add(new Piece(kind, id, body));
    return "";
  }

  /// What an observation tells about the times of its trace.
  private static ObjectNode times(ObjectNode body) {
    var times = JSON.objectNode();
    long start = Times.nanos(body.path("startTime"));
    long end = Times.nanos(body.path("endTime"));
    if (start > 0) {
      times.put(Pieces.FROM, start);
    }
    if (Math.max(start, end) > 0) {
      times.put(Pieces.TO, Math.max(start, end));
    }
    return times;
  }
}
