// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import dev.clew.model.LayerRule;
import dev.clew.model.ModelCall;
import dev.clew.model.Operation;
import dev.clew.model.RawBatch;
import dev.clew.model.RawSpan;
import dev.clew.model.Span;
import dev.clew.model.SpanBatch;
import dev.clew.model.Value;
import dev.clew.semconv.content.JsonPeek;
import dev.clew.semconv.dialect.Field;
import dev.clew.semconv.dialect.RuleBook;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The stage that turns spans as sent into canonical spans, whatever dialect they speak.
///
/// It is pure and never throws, whatever the attributes hold: what it cannot read is unknown. A
/// span that no dialect explains still comes out, with an operation guessed from ordinary
/// conventions. Attributes are read once, each looked up in the [RuleBook] and filed in a [Draft]
/// by field and dialect; everything after that reads the draft.
public final class Conventions {

  private final LayerRule.Source layerRules;

  /// Where no project has rules.
  public Conventions() {
    this(LayerRule.Source.NONE);
  }

  /// @param layerRules what projects say about the layers of their spans
  public Conventions(LayerRule.Source layerRules) {
    this.layerRules = layerRules;
  }

  public SpanBatch apply(RawBatch batch) {
    var spans = new ArrayList<Span>(batch.spans().size());
    var rules = layerRules.of(batch.project());
    Draft draft = null;
    for (var raw : batch.spans()) {
      if (draft == null) {
        draft = new Draft(raw, Origin.of(raw));
      } else {
        draft.read(raw, draft.origin().covers(raw) ? draft.origin() : Origin.of(raw));
      }
      spans.add(span(raw, draft, rules));
    }
    return new SpanBatch(
        batch.project(), spans, batch.rejections(), batch.clipped(), batch.bytes());
  }

  private static Span span(RawSpan raw, Draft draft, List<LayerRule> rules) {
    var decision = Operations.decide(draft);
    var op = decision.op();
    var read = ContentReader.read(draft, op);
    var content = read.content();
    var parameters = op.isModelCall() ? parameters(draft) : null;
    var timing = Timing.of(draft, op, streamHint(parameters));
    var provider = Providers.of(draft);
    var usage = Usages.of(draft, op, provider, timing.stream(), read);
    var call = call(draft, op, provider, parameters, timing, read, usage.output());
    boolean isUntold = Errors.isUntold(draft, call, usage);
    var status = Errors.status(draft, isUntold);
    return new Span(
        isUntold ? raw.withStatus(status) : raw,
        op,
        decision.guessed(),
        RuleBook.DIALECTS.get(draft.primary()).id(),
        Layers.of(draft, op, rules),
        call,
        usage,
        Identities.of(draft, op),
        Tools.of(draft, op, content),
        content,
        Errors.of(draft, status),
        Peers.of(draft, op),
        Quirks.of(draft, usage, read.cut()));
  }

  private static ModelCall call(
      Draft draft,
      Operation op,
      @Nullable String provider,
      @Nullable String parameters,
      Timing timing,
      ContentReader.Result read,
      @Nullable Long output) {
    var requestModel = draft.name(Field.REQUEST_MODEL);
    if (requestModel == null && parameters != null) {
      requestModel = JsonPeek.text(parameters, "model", "model_name");
    }
    requestModel = behindAlias(requestModel, draft.name(Field.SERVED_MODEL));
    var responseModel = draft.name(Field.RESPONSE_MODEL);
    // On the span of a stream, Logfire repeats the request's model; the answer has a span of its
    // own.
    if (!read.answered()
        && responseModel != null
        && responseModel.equals(requestModel)
        && draft.origin().scope().name().startsWith("logfire.")) {
      responseModel = null;
    }
    if (requestModel == null && responseModel == null && op.isModelCall()) {
      responseModel = NestedUsage.model(draft);
    }
    var responseId = op.isModelCall() ? ResponseId.of(draft) : draft.name(Field.RESPONSE_ID);
    var region = op.isModelCall() ? Regions.of(draft, provider, requestModel, responseModel) : null;
    var reasons = FinishReasons.of(draft, read.finishReasons());
    boolean isKnown =
        provider != null
            || region != null
            || requestModel != null
            || responseModel != null
            || responseId != null
            || timing.stream() != null
            || !reasons.isEmpty();
    return isKnown
        ? new ModelCall(
            provider,
            region,
            requestModel,
            responseModel,
            responseId,
            reasons,
            timing.stream(),
            timing.ttftMs(),
            timing.perTokenMs(draft, output))
        : ModelCall.NONE;
  }

  /// Clients of a gateway ask for models by names that mean something there only; what they stand
  /// for has the provider in front.
  private static @Nullable String behindAlias(@Nullable String asked, @Nullable String served) {
    return asked == null || served == null || served.endsWith(asked)
        ? asked
        : served.substring(served.indexOf('/') + 1);
  }

  /// The request's parameters as JSON, in which OpenInference leaves the model and the stream flag.
  private static @Nullable String parameters(Draft draft) {
    return draft.value(Field.PARAMETERS) instanceof Value.Text(var json) ? json : null;
  }

  /// "false" says nothing: LangChain reports the default of the model, not the call.
  private static @Nullable Boolean streamHint(@Nullable String parameters) {
    boolean streams = parameters != null && "true".equals(JsonPeek.text(parameters, "stream"));
    return streams ? Boolean.TRUE : null;
  }
}
