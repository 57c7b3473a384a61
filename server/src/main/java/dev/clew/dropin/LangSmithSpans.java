// SPDX-License-Identifier: Apache-2.0
package dev.clew.dropin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Runs of LangSmith as spans, in the attributes of LangSmith's own OTLP export. A run is whole
/// when it has an end.
final class LangSmithSpans implements Protocol {

  static final String NAME = "langsmith";
  static final String RUN = "run";
  static final String FEEDBACK = "feedback";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Readiness readiness(Piece object) {
    var fields = object.fields();
    boolean isWhole =
        fields.hasNonNull("start_time")
            && fields.hasNonNull("name")
            && fields.hasNonNull("end_time");
    return isWhole || object.kind().equals(FEEDBACK) ? Readiness.WHOLE : Readiness.OPEN;
  }

  @Override
  public OtlpSpan span(Piece object, @Nullable Piece about) {
    return object.kind().equals(FEEDBACK) ? feedback(object) : run(object);
  }

  private static OtlpSpan run(Piece object) {
    var fields = object.fields();
    var metadata = fields.path("extra").path("metadata");
    var dify = new Dify(metadata);
    var id = Ids.span(object.id());
    var parent = Pieces.first(fields, "parent_run_id");
    boolean isBegun = fields.hasNonNull("name");
    long start =
        orElse(Times.nanos(fields.path("start_time")), Times.nanos(fields.path("end_time")));
    var name = Pieces.first(fields, "name");
    var kind = dify.kind(fields.path("run_type").asText("chain"), name);
    var span =
        new OtlpSpan(
                new OtlpSpan.Source(
                    dify.service(orElse(Pieces.first(fields, "session_name"), NAME)),
                    NAME,
                    fields.path("extra").path("runtime").path("sdk_version").asText("")),
                Ids.trace(trace(object)),
                isBegun ? id : Ids.span("update of " + object.id()),
                isBegun ? (parent.isEmpty() ? null : Ids.span(parent)) : id)
            .named(orElse(name, "run"), start, orElse(Times.nanos(fields.path("end_time")), start))
            .text("langsmith.span.kind", kind.equals("guardrail") ? "" : kind)
            .text("gen_ai.operation.name", kind.equals("guardrail") ? "apply_guardrail" : "")
            .text("langsmith.trace.session_name", fields.path("session_name"))
            .text("langsmith.span.tags", fields.path("tags"))
            .text("gen_ai.request.model", model(fields))
            .text("gen_ai.system", metadata.path("ls_provider"));
    content(span, kind, fields);
    if (kind.equals("llm") || kind.equals("embedding")) {
      span.text("langsmith.metadata.usage_metadata", usage(fields));
    }
    metadata
        .properties()
        .forEach(
            entry -> {
              if (!entry.getKey().equals("usage_metadata")) {
                span.text("langsmith.metadata." + entry.getKey(), entry.getValue());
              }
            });
    dify.describe(span);
    for (var event : fields.path("events")) {
      if (event.path("name").asText().equals("new_token")) {
        span.event("First Token Stream Event", Times.nanos(event.path("time")));
        break;
      }
    }
    if (!Pieces.first(fields, "error").isEmpty()) {
      span.failed(Pieces.first(fields, "error"));
    }
    return span;
  }

  private static void content(OtlpSpan span, String kind, JsonNode fields) {
    var input = fields.path("inputs");
    var output = fields.path("outputs");
    if (kind.equals("llm")) {
      span.text("gen_ai.prompt", input.has("messages") ? input.path("messages") : input);
      span.text("gen_ai.completion", output.has("choices") ? output.path("choices") : output);
    } else {
      span.text("input.value", input).text("output.value", output);
    }
  }

  /// Older senders do not say which trace a run is of: the first part of `dotted_order` does, and a
  /// run without a parent is its own. A child knows its parent, which in Dify is the root.
  private static String trace(Piece object) {
    var fields = object.fields();
    var said = Pieces.first(fields, "trace_id");
    if (!said.isEmpty()) {
      return said;
    }
    var order = Pieces.first(fields, "dotted_order");
    int dot = order.indexOf('.');
    var first = dot < 0 ? order : order.substring(0, dot);
    if (first.length() > 36) {
      return first.substring(first.length() - 36);
    }
    return orElse(Pieces.first(fields, "parent_run_id"), object.id());
  }

  private static String model(JsonNode fields) {
    var extra = fields.path("extra");
    return orElse(
        Pieces.first(extra.path("metadata"), "ls_model_name"),
        Pieces.first(extra.path("invocation_params"), "model", "model_name"));
  }

  /// Where SDKs of different ages write it.
  private static JsonNode usage(JsonNode fields) {
    var outputs = fields.path("outputs");
    var places =
        List.of(
            outputs.path("usage_metadata"),
            fields.path("extra").path("metadata").path("usage_metadata"),
            outputs.path("choices").path("usage_metadata"),
            outputs.at("/generations/0/0/message/kwargs/usage_metadata"),
            outputs.at("/llm_output/token_usage"),
            outputs.path("usage"));
    for (var place : places) {
      if (place.isObject() && place.properties().stream().anyMatch(e -> e.getValue().isNumber())) {
        return place;
      }
    }
    return MissingNode.getInstance();
  }

  private static OtlpSpan feedback(Piece object) {
    var fields = object.fields();
    var run = Pieces.first(fields, "run_id");
    long at = Times.nanos(fields.path("created_at"));
    return new OtlpSpan(
            new OtlpSpan.Source(NAME, NAME, ""),
            Ids.trace(orElse(Pieces.first(fields, "trace_id"), run)),
            Ids.span("feedback " + object.id()),
            Ids.span(run))
        .named("feedback " + Pieces.first(fields, "key"), at, at)
        .text("gen_ai.operation.name", "evaluate")
        .text("gen_ai.evaluation.name", fields.path("key"))
        .typed("gen_ai.evaluation.score.value", fields.path("score"))
        .text("gen_ai.evaluation.score.label", fields.path("value"))
        .text("gen_ai.evaluation.explanation", fields.path("comment"));
  }

  private static long orElse(long time, long otherwise) {
    return time == 0 ? otherwise : time;
  }

  private static String orElse(String text, String otherwise) {
    return text.isEmpty() ? otherwise : text;
  }
}
