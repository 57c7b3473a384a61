// SPDX-License-Identifier: Apache-2.0
package dev.clew.dropin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Traces and spans of Opik's REST API, in the names of OpenTelemetry's GenAI conventions.
final class OpikSpans implements Protocol {

  static final String NAME = "opik";
  static final String TRACE = "trace";
  static final String SPAN = "span";
  static final String SCORE = "score";
  static final String SPAN_SCORE = "span score";

  private static final List<String> CACHE_READ =
      List.of(
          "prompt_tokens_details.cached_tokens",
          "input_tokens_details.cached_tokens",
          "cache_read_input_tokens",
          "cached_content_token_count",
          "cacheReadInputTokens");

  private static final List<String> CACHE_WRITE =
      List.of("cache_creation_input_tokens", "cacheWriteInputTokens");

  private static final List<String> REASONING =
      List.of(
          "completion_tokens_details.reasoning_tokens",
          "output_tokens_details.reasoning_tokens",
          "output_tokens_details.thinking_tokens",
          "thoughts_token_count");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Readiness readiness(Piece object) {
    var fields = object.fields();
    boolean isWhole = fields.hasNonNull("start_time") && fields.hasNonNull("end_time");
    return switch (object.kind()) {
      case SCORE -> Readiness.WHOLE;
      // Senders write spans and scores at the same time: the span may be a moment later.
      case SPAN_SCORE -> Readiness.SETTLING;
      default -> isWhole ? Readiness.WHOLE : Readiness.OPEN;
    };
  }

  /// The score of a span does not say which trace that is of.
  @Override
  public @Nullable Subject about(Piece object) {
    return object.kind().equals(SPAN_SCORE)
        ? new Subject(SPAN, Pieces.first(object.fields(), "id"))
        : null;
  }

  @Override
  public OtlpSpan span(Piece object, @Nullable Piece about) {
    var judged = Pieces.first(object.fields(), "id");
    return switch (object.kind()) {
      case SCORE -> score(object, judged, rootOf(judged));
      case SPAN_SCORE -> {
        var trace = about == null ? "" : Pieces.first(about.fields(), "trace_id");
        // In a trace of its own when nobody remembers the span.
        yield score(object, trace.isEmpty() ? judged : trace, Ids.span(judged));
      }
      default -> work(object);
    };
  }

  /// @param above the id of the span that is judged
  private static OtlpSpan score(Piece object, String trace, String above) {
    var fields = object.fields();
    long at = Times.nanos(fields.path(Opik.ARRIVED));
    return new OtlpSpan(
            new OtlpSpan.Source(
                fields.hasNonNull("project_name") ? Pieces.first(fields, "project_name") : NAME,
                NAME,
                ""),
            Ids.trace(trace),
            Ids.span("score " + object.id()),
            above)
        .named("score " + Pieces.first(fields, "name"), at, at)
        .text("gen_ai.operation.name", "evaluate")
        .text("gen_ai.evaluation.name", fields.path("name"))
        .typed("gen_ai.evaluation.score.value", fields.path("value"))
        .text("gen_ai.evaluation.score.label", fields.path("category_name"))
        .text("gen_ai.evaluation.explanation", fields.path("reason"));
  }

  private static OtlpSpan work(Piece object) {
    var fields = object.fields();
    var metadata = fields.path("metadata");
    var dify = new Dify(metadata);
    boolean isTrace = object.kind().equals(TRACE);
    var trace = isTrace ? object.id() : Pieces.first(fields, "trace_id");
    long start = Times.nanos(fields.path("start_time"));
    long end = Times.nanos(fields.path("end_time"));
    boolean isBegun = start > 0;
    long from = isBegun ? start : Math.max(end, Times.nanos(fields.path("last_updated_at")));
    var id = isTrace ? rootOf(trace) : Ids.span(object.id());
    var name = Pieces.first(fields, "name");
    var span =
        new OtlpSpan(
                new OtlpSpan.Source(
                    dify.service(
                        fields.hasNonNull("project_name")
                            ? Pieces.first(fields, "project_name")
                            : NAME),
                    NAME,
                    ""),
                Ids.trace(trace),
                isBegun ? id : Ids.span("update of " + object.id()),
                isBegun ? parent(fields, isTrace, trace) : id)
            .named(name.isEmpty() ? object.kind() : name, from, Math.max(from, end))
            .text("gen_ai.conversation.id", fields.path("thread_id"))
            .text("opik.tags", fields.path("tags"));
    var kind = isTrace ? "chain" : dify.kind(fields.path("type").asText("general"), name);
    span.operation(kind);
    content(span, kind, name, fields);
    metadata
        .properties()
        .forEach(entry -> span.text("opik.metadata." + entry.getKey(), entry.getValue()));
    dify.describe(span);
    var error = fields.path("error_info");
    if (error.isObject() && !error.isEmpty()) {
      span.text("error.type", error.path("exception_type"));
      span.failed(Pieces.first(error, "message", "exception_type"));
    }
    return span;
  }

  private static String rootOf(String trace) {
    return Ids.span("trace " + trace);
  }

  private static @Nullable String parent(JsonNode fields, boolean isTrace, String trace) {
    var parent = Pieces.first(fields, "parent_span_id");
    if (!parent.isEmpty()) {
      return Ids.span(parent);
    }
    return isTrace ? null : rootOf(trace);
  }

  private static void content(OtlpSpan span, String kind, String name, JsonNode fields) {
    var input = inside(fields.path("input"), "input");
    var output = inside(fields.path("output"), "output");
    if (!kind.equals("llm")) {
      if (kind.equals("tool")) {
        span.text("gen_ai.tool.name", name);
      }
      span.text("input.value", input).text("output.value", output);
      return;
    }
    span.text("gen_ai.input.messages", input.has("messages") ? input.path("messages") : input);
    span.text("gen_ai.output.messages", output);
    span.text("gen_ai.request.model", model(fields));
    span.text("gen_ai.provider.name", provider(fields));
    var usage = fields.path("usage");
    span.typed("gen_ai.usage.input_tokens", usage.path("prompt_tokens"));
    span.typed("gen_ai.usage.output_tokens", usage.path("completion_tokens"));
    span.typed("gen_ai.usage.total_tokens", usage.path("total_tokens"));
    span.typed("gen_ai.usage.cache_read.input_tokens", original(usage, CACHE_READ));
    span.typed("gen_ai.usage.cache_creation.input_tokens", original(usage, CACHE_WRITE));
    span.typed("gen_ai.usage.reasoning.output_tokens", original(usage, REASONING));
  }

  /// Beside its own three figures Opik passes on the provider's, each under its own name.
  private static JsonNode original(JsonNode usage, List<String> names) {
    for (var name : names) {
      var figure = usage.path("original_usage." + name);
      if (figure.isNumber()) {
        return figure;
      }
    }
    return MissingNode.getInstance();
  }

  private static String model(JsonNode fields) {
    var model = Pieces.first(fields, "model");
    return model.isEmpty() ? Pieces.first(fields.path("metadata"), "ls_model_name") : model;
  }

  private static String provider(JsonNode fields) {
    var provider = Pieces.first(fields, "provider");
    return provider.isEmpty() ? Pieces.first(fields.path("metadata"), "ls_provider") : provider;
  }

  /// Opik wants objects, so senders wrap what is none.
  private static JsonNode inside(JsonNode content, String name) {
    return content.size() == 1 && content.has(name) ? content.path(name) : content;
  }
}
