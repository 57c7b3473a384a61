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
import java.util.List;

/// W&B's API as far as Weave, by itself and in Dify, needs it to send: a login, and the start and
/// end of calls. Its own SDK sends no call before the code of the function is stored; that is not
/// kept.
final class Weave {

  /// The same for every question that is asked at login; whatever is not asked for is ignored.
  private static final String LOGIN =
      """
      {"data":{"viewer":{"id":"clew","username":"clew","email":"","admin":false,"entity":"clew","flags":"{}","teams":{"edges":[]},"defaultEntity":{"name":"clew"}},\
      "serverInfo":{"cliVersionInfo":{"max_cli_version":"0.30.0"},"latestLocalVersionInfo":null,"features":[]},\
      "project":{"id":"clew","name":"clew","internalId":"clew"},"model":{"id":"clew","name":"clew"},\
      "upsertModel":{"model":{"id":"clew","name":"clew","entity":{"name":"clew"}},"project":{"name":"clew","entity":{"name":"clew"}},"inserted":true}}}""";

  private static final String SERVER =
      "{\"min_required_weave_python_version\":\"0.0.1\",\"trace_server_version\":null}";

  private static final String OF_PROJECT = "/traces/v2/{entity}/{project}/";

  private final Holding holding;

  Weave(Holding holding) {
    this.holding = holding;
  }

  List<ForeignRoute> routes() {
    return List.of(
        ForeignRoute.post("/graphql", _ -> Answer.ok(LOGIN)),
        ForeignRoute.fixed("/traces/server_info", SERVER),
        ForeignRoute.post("/traces/obj/create", Weave::stored),
        ForeignRoute.post("/traces/file/create", Weave::stored),
        ForeignRoute.post("/traces/call/upsert_batch", this::batch),
        ForeignRoute.post(OF_PROJECT + "calls/complete", this::complete),
        ForeignRoute.post(OF_PROJECT + "call/start", request -> one(request, "start")),
        ForeignRoute.post(OF_PROJECT + "call/end", request -> one(request, "end")),
        ForeignRoute.post("/traces/call/start", request -> one(request, "start")),
        ForeignRoute.post("/traces/call/end", request -> one(request, "end")));
  }

  /// The digest is what references to the object are made of.
  private static Answer stored(Request request) {
    var content = StandardCharsets.ISO_8859_1.decode(request.body().duplicate()).toString();
    return Answer.ok("{\"digest\":\"%s\"}".formatted(Ids.trace(content)));
  }

  private Answer batch(Request request) {
    List<Piece> pieces = new ArrayList<>();
    var answer = JsonNodeFactory.instance.objectNode();
    var results = answer.putArray("res");
    for (var entry : Pieces.parse(request.body()).path("batch")) {
      var mode = entry.path("mode").asText();
      results.add(read(entry.path("req").path(mode), mode, pieces));
    }
    // The answer has no room for what is wrong with one of many.
    if (pieces.isEmpty()) {
      throw new AppException(ErrorCode.INVALID, "batch: (expected: calls with an id)");
    }
    holding.take(request.project(), WeaveSpans.NAME, pieces);
    return Answer.ok(answer.toString());
  }

  /// Calls that are over, as newer versions of Weave's own SDK send them.
  private Answer complete(Request request) {
    List<Piece> pieces = new ArrayList<>();
    for (var call : Pieces.parse(request.body()).path("batch")) {
      read(call, "complete", pieces);
    }
    if (pieces.isEmpty()) {
      throw new AppException(ErrorCode.INVALID, "batch: (expected: calls with an id)");
    }
    holding.take(request.project(), WeaveSpans.NAME, pieces);
    return Answer.ok("{}");
  }

  private Answer one(Request request, String mode) {
    List<Piece> pieces = new ArrayList<>();
    var answer = read(Pieces.parse(request.body()).path(mode), mode, pieces);
    if (pieces.isEmpty()) {
      throw new AppException(ErrorCode.INVALID, mode + ": (expected: a call with an id)");
    }
    holding.take(request.project(), WeaveSpans.NAME, pieces);
    return Answer.ok(answer.toString());
  }

  /// Adds what is said about a call; nothing when it has no id. Answers what its sender is told.
  private static ObjectNode read(JsonNode call, String mode, List<Piece> pieces) {
    var answer = JsonNodeFactory.instance.objectNode();
    var id = call.path("id").asText("");
    if (!(call instanceof ObjectNode fields) || id.isEmpty()) {
      return answer;
    }
    pieces.add(new Piece(WeaveSpans.CALL, id, fields));
    return mode.equals("start")
        ? answer.put("id", id).put("trace_id", call.path("trace_id").asText(""))
        : answer;
  }
}
