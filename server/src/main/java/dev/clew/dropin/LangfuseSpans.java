// SPDX-License-Identifier: Apache-2.0
package dev.clew.dropin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Traces, observations and scores of Langfuse's ingestion API as spans, in the attributes that
/// Langfuse's own OpenTelemetry SDK writes (langfuse/langfuse,
/// `fern/apis/server/definition/ingestion.yml`).
final class LangfuseSpans implements Protocol {

  static final String NAME = "langfuse";
  static final String TRACE = "trace";
  static final String SCORE = "score";

  /// Whether a trace was ever described, and not only named by its observations.
  static final String DESCRIBED = "clew.described";

  /// When the sender wrote an event.
  static final String WRITTEN = "clew.written";

  private static final String SCOPE = "langfuse-sdk";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Readiness readiness(Piece object) {
    var fields = object.fields();
    return switch (object.kind()) {
      case TRACE -> Readiness.SETTLING;
      case SCORE, "event" -> Readiness.WHOLE;
      default ->
          fields.hasNonNull("startTime") && fields.hasNonNull("endTime")
              ? Readiness.WHOLE
              : Readiness.OPEN;
    };
  }

  @Override
  public @Nullable OtlpSpan span(Piece object, @Nullable Piece about) {
    return switch (object.kind()) {
      case TRACE -> object.fields().has(DESCRIBED) ? trace(object) : null;
      case SCORE -> score(object);
      default -> observation(object);
    };
  }

  /// The root of a trace, by an id of its own, so that whatever has no parent can be put below it.
  static String rootOf(String traceId) {
    return Ids.span("trace " + traceId);
  }

  /// A trace has no times of its own: it lasts as long as what is in it.
  private static OtlpSpan trace(Piece object) {
    var fields = object.fields();
    long written = orElse(Times.nanos(fields.path("timestamp")), written(fields));
    long start = fields.path(Pieces.FROM).asLong(written);
    var dify = new Dify(fields.path("metadata"));
    var span =
        new OtlpSpan(source(fields, dify), Ids.trace(object.id()), rootOf(object.id()), null)
            .named(
                Pieces.first(fields, "name").isEmpty() ? "trace" : Pieces.first(fields, "name"),
                start,
                fields.path(Pieces.TO).asLong(start))
            .text("langfuse.observation.type", "span")
            .text("langfuse.internal.as_root", "true")
            .text("langfuse.session.id", fields.path("sessionId"))
            .text("langfuse.user.id", user(fields, dify))
            .text("langfuse.observation.input", fields.path("input"))
            .text("langfuse.observation.output", fields.path("output"))
            .text("langfuse.trace.tags", fields.path("tags"))
            .text("langfuse.environment", fields.path("environment"))
            .text("langfuse.release", fields.path("release"))
            .text("langfuse.version", fields.path("version"));
    if (!dify.isPresent()) {
      span.text("langfuse.trace.name", fields.path("name"));
    }
    metadata(span, "langfuse.trace.metadata.", fields.path("metadata"));
    dify.describe(span);
    return span;
  }

  /// The name of a conversation is asked for by nobody: Dify writes its tenant there.
  private static String user(JsonNode fields, Dify dify) {
    var user = fields.path("userId").asText("");
    return user.equals(dify.metadata().path("tenant_id").asText()) ? "" : user;
  }

  private static OtlpSpan observation(Piece object) {
    var fields = object.fields();
    var metadata = fields.path("metadata");
    var dify = new Dify(metadata);
    var trace = Pieces.first(fields, "traceId");
    var parent = Pieces.first(fields, "parentObservationId");
    boolean isBegun = fields.hasNonNull("startTime") || object.kind().equals("event");
    long start = orElse(Times.nanos(fields.path("startTime")), written(fields));
    var id = Ids.span(object.id());
    var above = parent.isEmpty() ? rootOf(trace) : Ids.span(parent);
    var span =
        new OtlpSpan(
                source(fields, dify),
                Ids.trace(trace.isEmpty() ? object.id() : trace),
                isBegun ? id : Ids.span("update of " + object.id()),
                isBegun ? above : id)
            .named(
                Pieces.first(fields, "name").isEmpty()
                    ? object.kind()
                    : Pieces.first(fields, "name"),
                start,
                orElse(Times.nanos(fields.path("endTime")), start))
            .text("langfuse.observation.type", type(object, dify))
            .text("langfuse.observation.level", fields.path("level"))
            .text("langfuse.observation.input", fields.path("input"))
            .text("langfuse.observation.output", fields.path("output"))
            .text("langfuse.observation.model.name", fields.path("model"))
            .text("langfuse.observation.model.parameters", fields.path("modelParameters"))
            .text("langfuse.observation.usage_details", usage(fields))
            .text("langfuse.observation.cost_details", fields.path("costDetails"))
            .text("langfuse.observation.completion_start_time", fields.path("completionStartTime"))
            .text("langfuse.observation.prompt.name", fields.path("promptName"))
            .text("langfuse.environment", fields.path("environment"))
            .text("langfuse.version", fields.path("version"));
    metadata(span, "langfuse.observation.metadata.", metadata);
    dify.describe(span);
    if (fields.path("level").asText().equals("ERROR")) {
      span.failed(Pieces.first(fields, "statusMessage"));
    }
    return span;
  }

  private static String type(Piece object, Dify dify) {
    var said =
        object.kind().equals("observation")
            ? object.fields().path("type").asText("span").toLowerCase(Locale.ROOT)
            : object.kind();
    if (!dify.isPresent()) {
      return said;
    }
    var kind = dify.kind(said, object.fields().path("name").asText());
    return kind.equals("llm") ? "generation" : kind;
  }

  /// Figures in characters are no tokens: Dify sends them for suggested questions.
  private static JsonNode usage(JsonNode fields) {
    var details = fields.path("usageDetails");
    if (details.isObject() && !details.isEmpty()) {
      return details;
    }
    var usage = fields.path("usage");
    var unit = usage.path("unit").asText("TOKENS");
    return unit.equals("TOKENS") || unit.equals("null") ? usage : fields.path("none");
  }

  private static OtlpSpan score(Piece object) {
    var fields = object.fields();
    var trace = Pieces.first(fields, "traceId");
    var observation = Pieces.first(fields, "observationId");
    long at = orElse(Times.nanos(fields.path("timestamp")), written(fields));
    var source = source(fields, new Dify(fields.path("metadata")));
    return new OtlpSpan(
            source,
            Ids.trace(trace),
            Ids.span("score " + object.id()),
            observation.isEmpty() ? rootOf(trace) : Ids.span(observation))
        .named("score " + Pieces.first(fields, "name"), at, at)
        .text("langfuse.observation.type", "evaluator")
        .text("gen_ai.evaluation.name", fields.path("name"))
        .typed("gen_ai.evaluation.score.value", number(fields.path("value")))
        .text("gen_ai.evaluation.score.label", label(fields))
        .text("gen_ai.evaluation.explanation", fields.path("comment"));
  }

  private static JsonNode number(JsonNode value) {
    return value.isNumber() ? value : value.path("none");
  }

  private static JsonNode label(JsonNode fields) {
    return fields.path("value").isNumber() ? fields.path("stringValue") : fields.path("value");
  }

  private static void metadata(OtlpSpan span, String prefix, JsonNode metadata) {
    if (metadata.isObject()) {
      metadata.properties().forEach(entry -> span.text(prefix + entry.getKey(), entry.getValue()));
    }
  }

  private static OtlpSpan.Source source(JsonNode fields, Dify dify) {
    return new OtlpSpan.Source(
        dify.service(NAME), SCOPE, fields.path(Langfuse.SDK_VERSION).asText(""));
  }

  private static long written(JsonNode fields) {
    return Times.nanos(fields.path(WRITTEN));
  }

  private static long orElse(long time, long otherwise) {
    return time == 0 ? otherwise : time;
  }
}
