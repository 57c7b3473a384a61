// SPDX-License-Identifier: Apache-2.0
package dev.clew.dropin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Calls of Weave, which always come in two pieces, in the names of OpenTelemetry's GenAI
/// conventions.
final class WeaveSpans implements Protocol {

  static final String NAME = "weave";
  static final String CALL = "call";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Readiness readiness(Piece object) {
    var fields = object.fields();
    return fields.hasNonNull("started_at") && fields.hasNonNull("ended_at")
        ? Readiness.WHOLE
        : Readiness.OPEN;
  }

  @Override
  public OtlpSpan span(Piece object, @Nullable Piece about) {
    var fields = object.fields();
    var attributes = fields.path("attributes");
    var dify = new Dify(attributes);
    var name = name(fields);
    long ended = Times.nanos(fields.path("ended_at"));
    long started = Times.nanos(fields.path("started_at"));
    boolean isBegun = started > 0;
    var id = Ids.span(object.id());
    var trace = Pieces.first(fields, "trace_id");
    // Dify writes figures into everything; others only into what called a model.
    boolean isCall = name.equals("llm") || (!dify.isPresent() && !usage(fields).isEmpty());
    var kind = dify.kind(isCall ? "llm" : "chain", name);
    var span =
        new OtlpSpan(
                new OtlpSpan.Source(
                    dify.service(
                        fields.hasNonNull("project_id")
                            ? Pieces.first(fields, "project_id")
                            : NAME),
                    NAME,
                    ""),
                Ids.trace(trace.isEmpty() ? object.id() : trace),
                isBegun ? id : Ids.span("update of " + object.id()),
                isBegun ? parent(object, dify) : id)
            .named(name.isEmpty() ? CALL : name, isBegun ? started : ended, ended)
            .operation(kind)
            .text("gen_ai.tool.name", kind.equals("tool") ? name : "");
    content(span, kind, fields);
    attributes
        .properties()
        .forEach(entry -> span.text("weave.attributes." + entry.getKey(), entry.getValue()));
    dify.describe(span);
    var failure = Pieces.first(fields, "exception");
    if (!failure.isEmpty()) {
      span.failed(failure);
    }
    return span;
  }

  private static void content(OtlpSpan span, String kind, JsonNode fields) {
    if (!kind.equals("llm")) {
      span.text("input.value", fields.path("inputs")).text("output.value", fields.path("output"));
      return;
    }
    span.text("gen_ai.input.messages", inside(fields.path("inputs"), "messages"));
    span.text("gen_ai.output.messages", inside(fields.path("output"), "choices"));
    span.text("gen_ai.request.model", model(fields));
    span.text("gen_ai.provider.name", fields.path("attributes").path("ls_provider"));
    var usage = usage(fields);
    span.typed(
        "gen_ai.usage.input_tokens",
        usage.has("prompt_tokens") ? usage.path("prompt_tokens") : usage.path("input_tokens"));
    span.typed(
        "gen_ai.usage.output_tokens",
        usage.has("completion_tokens")
            ? usage.path("completion_tokens")
            : usage.path("output_tokens"));
    span.typed("gen_ai.usage.total_tokens", usage.path("total_tokens"));
    // Cached tokens and reasoning, which each provider names in its own way.
    span.text("gen_ai.usage.raw", usage);
  }

  private static JsonNode inside(JsonNode content, String name) {
    return content.has(name) ? content.path(name) : content;
  }

  /// In the answer itself, where Dify puts it, or summed up by model: a call of one model has one
  /// sum.
  private static JsonNode usage(JsonNode fields) {
    var output = fields.path("output");
    for (var place :
        List.of(
            output.path("usage"),
            output.path("usage_metadata"),
            output.path("choices").path("usage_metadata"))) {
      if (place.path("prompt_tokens").isNumber() || place.path("input_tokens").isNumber()) {
        return place;
      }
    }
    var summed = fields.path("summary").path("usage");
    return summed.size() == 1 ? summed.iterator().next() : fields.path("none");
  }

  private static String model(JsonNode fields) {
    var model = Pieces.first(fields.path("output"), "model");
    return model.isEmpty()
        ? Pieces.first(fields.path("attributes"), "model_name", "ls_model_name")
        : model;
  }

  /// `weave:///entity/project/op/name:version`, or the name alone.
  private static String name(JsonNode fields) {
    var display = Pieces.first(fields, "display_name", "op_name");
    int op = display.indexOf("/op/");
    var name = op < 0 ? display : display.substring(op + 4);
    int version = op < 0 ? -1 : name.indexOf(':');
    return version < 0 ? name : name.substring(0, version);
  }

  /// Dify makes a message and its workflow each other's parent: the message is above.
  private static @Nullable String parent(Piece object, Dify dify) {
    var parent = Pieces.first(object.fields(), "parent_id");
    boolean isMessage =
        dify.isPresent() && dify.metadata().path("message_id").asText().equals(object.id());
    return parent.isEmpty() || isMessage ? null : Ids.span(parent);
  }
}
