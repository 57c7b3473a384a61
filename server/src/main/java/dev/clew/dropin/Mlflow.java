// SPDX-License-Identifier: Apache-2.0
package dev.clew.dropin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import dev.clew.otlp.ForeignRoute;
import dev.clew.otlp.ForeignRoute.Answer;
import dev.clew.otlp.ForeignRoute.Request;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;

/// MLflow's REST API as far as its SDK and Dify need it to send. Spans come over OTLP; what comes
/// here is whose trace it was.
final class Mlflow {

  private static final String DEFAULT =
      """
      {"experiment_id":"0","name":"Default","artifact_location":"mlflow-artifacts:/0","lifecycle_stage":"active",\
      "last_update_time":1,"creation_time":1,"tags":[]}""";
  private static final String EXPERIMENT = "{\"experiment\":" + DEFAULT + "}";
  private static final String BASE = "/api/2.0/mlflow/experiments/";

  private final Holding.Sink sink;

  Mlflow(Holding.Sink sink) {
    this.sink = sink;
  }

  List<ForeignRoute> routes() {
    return List.of(
        ForeignRoute.fixed("/version", "3.0.0").onlyWith("x-mlflow-client-version"),
        // Its client asks for the experiment before it sends any credentials.
        ForeignRoute.fixed(BASE + "get", EXPERIMENT),
        ForeignRoute.fixed(BASE + "get-by-name", EXPERIMENT),
        ForeignRoute.post(BASE + "search", _ -> Answer.ok("{\"experiments\":[" + DEFAULT + "]}")),
        ForeignRoute.post(BASE + "create", _ -> Answer.ok("{\"experiment_id\":\"0\"}")),
        ForeignRoute.post("/api/3.0/mlflow/traces", this::trace));
  }

  private Answer trace(Request request) {
    var body = Pieces.parse(request.body());
    var info = body.path("trace").path("trace_info");
    var id = info.path("trace_id").asText("");
    if (id.isEmpty()) {
      throw new AppException(ErrorCode.INVALID, "trace.trace_info.trace_id: missing");
    }
    if (!whose(info).isEmpty()) {
      sink.store(request.project(), OtlpBody.of(List.of(span(id, info))));
    }
    return Answer.ok(body.toString());
  }

  private static String whose(JsonNode info) {
    return Pieces.first(info.path("trace_metadata"), "mlflow.trace.session", "mlflow.trace.user");
  }

  /// A mark at the end of the trace that says whose it was: its spans do not.
  private static OtlpSpan span(String id, JsonNode info) {
    var metadata = info.path("trace_metadata");
    var name = Pieces.first(info.path("tags"), "mlflow.traceName");
    long end =
        Times.nanos(info.path("request_time"))
            + duration(info.path("execution_duration").asText("0s"));
    return new OtlpSpan(
            new OtlpSpan.Source("mlflow", "clew.dropin.mlflow", ""),
            Ids.trace(id),
            Ids.span("trace info " + id),
            null)
        .named(name.isEmpty() ? "trace info" : name, end, end)
        .text("session.id", metadata.path("mlflow.trace.session"))
        .text("user.id", metadata.path("mlflow.trace.user"))
        .text("mlflow.traceName", info.path("tags").path("mlflow.traceName"))
        .text("mlflow.state", info.path("state"));
  }

  private static long duration(String text) {
    try {
      return Duration.parse("PT" + text).toNanos();
    } catch (DateTimeException | ArithmeticException e) {
      return 0;
    }
  }
}
