// SPDX-License-Identifier: Apache-2.0
package dev.clew.runs;

import dev.clew.model.Operation;
import dev.clew.model.SpanId;
import dev.clew.model.UsageBasis;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Decides which spans of a run are charged: exactly one per provider call, whatever else saw the
/// call.
///
/// What telemetry does to one call (docs/adr/0005): a framework's span around an SDK's span, three
/// nested spans of one library, a gateway and a model server below the client, two instrumentations
/// side by side, totals on agent spans under the names of a call. In order: totals first, then
/// spans within spans, then the same answer or the same figures elsewhere.
final class Calls {

  /// OpenTelemetry's helper of the Python instrumentations: it writes the answer's id and model
  /// whenever there is an answer, and some that use it end the span of a failed call as if nothing
  /// had happened.
  private static final String REPORTS_ALL_ANSWERS = "opentelemetry.util.genai.handler";

  /// Logfire ends the span of a streamed call before the answer, and tells of the answer in another
  /// span that begins when all has come; where nothing is around the two, in another trace.
  private static final String TELLS_STREAMS_APART = "logfire.";

  private final Run.Tree tree;
  private final Map<SpanId, Call> calls = new LinkedHashMap<>();
  private final CallTimes times = new CallTimes();

  /// Calls that failed.
  private final CallTimes failures = new CallTimes();

  /// Instrumentations with a call that was answered.
  private final Set<String> answeredScopes = new HashSet<>();

  private Calls(Run run, Run.Tree tree) {
    this.tree = tree;
    for (var span : run.spans()) {
      if (isCall(span) || isTotal(span)) {
        calls.put(span.id(), Call.charged(span));
      }
      if (isInstrumented(span)) {
        times.add(span);
      }
      if (isUnansweredFailure(span)) {
        failures.add(span);
      }
      if (isCall(span) && !isEmptyShell(span)) {
        answeredScopes.add(span.emitter().scope());
      }
    }
  }

  /// One entry for every span of the run that reports a call or the total of calls.
  static List<Call> of(Run run, Run.Tree tree) {
    var decision = new Calls(run, tree);
    decision.settleTotals();
    decision.settleNested();
    decision.settleRepeated();
    decision.settleFailedOnTheWay();
    decision.settleRunningTotals(run.spans());
    decision.explainMissingUsage();
    decision.nameModels();
    decision.timeStreams();
    return List.copyOf(decision.calls.values());
  }

  private static boolean isCall(RunSpan span) {
    return span.op().isModelCall() && span.usage().basis() != UsageBasis.AGGREGATE;
  }

  private static boolean isInstrumented(RunSpan span) {
    return isCall(span) && !span.isPlainRequest();
  }

  private static boolean isTotal(RunSpan span) {
    return span.usage().basis() == UsageBasis.AGGREGATE;
  }

  /// A total is charged only where no call is: an agent that runs elsewhere, or whose framework
  /// reports its bill but not its calls. Of nested totals the innermost.
  private void settleTotals() {
    boolean anyCall =
        calls.values().stream()
            .anyMatch(call -> isCall(call.span()) && call.span().usage().isKnown());
    for (var call : List.copyOf(calls.values())) {
      if (isTotal(call.span())) {
        int below = tree.nearestDescendants(call.span(), Calls::isCall).size();
        int totalsBelow = tree.nearestDescendants(call.span(), Calls::isTotal).size();
        boolean onlyRecord = below == 0 && totalsBelow == 0 && (call.span().isClient() || !anyCall);
        put(
            onlyRecord && call.span().usage().isKnown()
                ? call.onlyRecord()
                : call.aggregate(below));
      }
    }
  }

  /// From the inside out: a span around several calls sums them up, a span around one is that call
  /// seen from further away.
  private void settleNested() {
    for (var call : List.copyOf(calls.values()).reversed()) {
      var span = call.span();
      if (!isCall(span)) {
        continue;
      }
      var real = callsWithin(span);
      if (isWatched(span, real) || isOnlyOneThatKnows(span, real)) {
        real.forEach(inner -> watched(inner, span));
      } else if (real.size() > 1) {
        put(call.aggregate(real.size()));
      } else if (real.size() == 1 && isAskedAgain(span, real.getFirst())) {
        put(call.answeredBy(charged(real.getFirst()).usage().isKnown()));
      } else if (real.size() == 1) {
        settlePair(span, real.getFirst());
      } else if (isEmptyShell(span) || span.isPlainRequest()) {
        settleShell(call);
      }
    }
  }

  /// The calls that a span is about. Attempts that failed before it was answered are calls of their
  /// own, of which it says nothing; so are the calls of the tools and agents that its answer asked
  /// for, where a framework runs these within the span of the call (Google ADK).
  private List<RunSpan> callsWithin(RunSpan span) {
    boolean isAnswered = !span.hasFailed() && isAnswered(span);
    return tree.nearestDescendants(span, inner -> isCall(inner) || isAskedFor(inner, span)).stream()
        .filter(Calls::isCall)
        .filter(inner -> !isEmptyShell(inner) && !(isAnswered && inner.hasFailed()))
        .filter(inner -> !inner.isPlainRequest() || !isInstrumented(span))
        .toList();
  }

  /// Spring AI 1 makes the next call of a streamed tool loop within the span of the one before and
  /// writes the last answer on all of them; each has an HTTP request of its own.
  private boolean isAskedAgain(RunSpan span, RunSpan inner) {
    return !span.model().responseId().isEmpty()
        && span.model().responseId().equals(inner.model().responseId())
        && span.emitter().scope().equals(inner.emitter().scope())
        && isSameService(span, inner)
        && hasRequest(span)
        && hasRequest(inner);
  }

  private boolean hasRequest(RunSpan span) {
    return tree.nearestDescendants(span, Calls::isCall).stream()
        .anyMatch(inner -> inner.isPlainRequest() && isSameService(span, inner));
  }

  /// What another service does below a call is how the call is served.
  private static boolean isAskedFor(RunSpan inner, RunSpan call) {
    return switch (inner.op()) {
      case TOOL_CALL, MCP_CALL, AGENT_INVOKE -> isSameService(inner, call);
      default -> false;
    };
  }

  /// The name of a model is no proof: some write down the one they asked for as the one that
  /// answered.
  private static boolean isAnswered(RunSpan span) {
    return span.usage().isKnown()
        || span.hasOutput()
        || span.model().hasFinishReason()
        || !span.model().responseId().isEmpty();
  }

  /// All that is known below is what model servers saw, which may be several for one call: one
  /// reads the prompt, another writes the answer.
  private static boolean isWatched(RunSpan span, List<RunSpan> real) {
    return !real.isEmpty()
        && span.usage().isKnown()
        && !isModelServer(span)
        && real.stream().allMatch(Calls::isModelServer);
  }

  /// The tokens of several calls must not be lost because only their sum was reported.
  private boolean isOnlyOneThatKnows(RunSpan span, List<RunSpan> real) {
    return real.size() > 1
        && span.usage().isKnown()
        && real.stream().noneMatch(inner -> charged(inner).usage().isKnown());
  }

  private static boolean isModelServer(RunSpan span) {
    return span.emitter().layer().equals("model_server")
        || span.emitter().dialect().equals("engine");
  }

  private void watched(RunSpan inner, RunSpan by) {
    put(call(charged(inner)).duplicate(by.id(), "seen also by " + describe(by)));
  }

  private void settleShell(Call call) {
    var span = call.span();
    var whole = span.isPlainRequest() ? callAround(span) : null;
    if (whole != null) {
      put(call.duplicate(whole.id(), "the request of " + describe(whole)));
    } else if (hasRealCallBeside(span) && !isUntoldEmbedding(span)) {
      put(call.duplicate(SpanId.NONE, "prepares a call but makes none"));
    } else if (span.emitter().scope().equals(REPORTS_ALL_ANSWERS) && span.model().stream() != 1) {
      put(call.duplicate(SpanId.NONE, "nothing was answered: the call failed or was not made"));
    } else if (span.emitter().scope().startsWith(TELLS_STREAMS_APART)) {
      put(call.duplicate(SpanId.NONE, "the answer of this stream has a span of its own"));
    }
  }

  /// The call that a plain HTTP request to a model was made for: above it in the tree, or around it
  /// in time where the instrumentation of the call does not set the context.
  private @Nullable RunSpan callAround(RunSpan request) {
    var above = tree.ancestor(request, Calls::isInstrumented);
    return above != null ? above : times.around(request);
  }

  private void settlePair(RunSpan outer, RunSpan inner) {
    var charged = charged(inner);
    boolean otherService = !outer.emitter().service().equals(inner.emitter().service());
    boolean outerKnows = outer.usage().isKnown();
    boolean innerKnows = charged.usage().isKnown();
    // The application's own span speaks for the call; a gateway or model server only saw it pass.
    // Within one process the SDK's span is nearer to the wire.
    boolean chargeOuter =
        otherService
            ? outerKnows || !innerKnows
            : !innerKnows && (outerKnows || isFailureToldBy(outer, charged));
    if (chargeOuter) {
      put(call(charged).duplicate(outer.id(), "seen also by " + describe(outer)));
    } else {
      put(call(outer).duplicate(charged.id(), "seen also by " + describe(charged)));
    }
  }

  /// Mastra ends the steps of a call that failed as if nothing had happened.
  private static boolean isFailureToldBy(RunSpan outer, RunSpan inner) {
    return outer.hasFailed()
        && !inner.hasFailed()
        && outer.emitter().scope().equals(inner.emitter().scope());
  }

  /// The span that was settled to stand for `span`'s call.
  private RunSpan charged(RunSpan span) {
    var call = call(span);
    for (int hops = 0; !call.billable() && hops < calls.size(); hops++) {
      var next = calls.get(call.duplicateOf());
      if (next == null) {
        break;
      }
      call = next;
    }
    return call.span();
  }

  /// Two spans with one answer, or with one set of figures at one time from two instrumentations.
  private void settleRepeated() {
    Map<String, RunSpan> byResponse = new LinkedHashMap<>();
    var charged = new Twins();
    var unnamed = new Twins();
    for (var call : List.copyOf(calls.values())) {
      var span = call.span();
      if (!call.billable() || !isCall(span)) {
        continue;
      }
      var id = span.model().responseId();
      var first = id.isEmpty() ? charged.of(span) : byResponse.get(id);
      if (first == null && !id.isEmpty()) {
        first = unnamed.of(span);
      }
      boolean isKept = first == null || isBetterThan(span, first);
      if (first != null && isKept) {
        put(call(first).duplicate(span.id(), "seen also by " + describe(span)));
        charged.remove(first);
        unnamed.remove(first);
      } else if (first != null) {
        put(call.duplicate(first.id(), "seen also by " + describe(first)));
      }
      if (isKept) {
        charged.add(span);
        if (id.isEmpty()) {
          unnamed.add(span);
        }
      }
      if (!id.isEmpty()) {
        byResponse.put(id, first == null || isKept ? span : first);
      }
    }
  }

  /// A failure has no answer by which two records of it could be told to be one. A service that was
  /// asked beside a call of its caller, and failed while that was open, is a gateway on its way.
  private void settleFailedOnTheWay() {
    for (var call : List.copyOf(calls.values())) {
      var span = call.span();
      if (call.billable() && isUnansweredFailure(span)) {
        var asked = failures.aroundElsewhere(span);
        if (asked != null
            && call(asked).billable()
            && asked.parentId().equals(entry(span).parentId())) {
          put(call.duplicate(asked.id(), "seen also by " + describe(asked)));
        }
      }
    }
  }

  private void settleRunningTotals(List<RunSpan> spans) {
    RunningTotals.own(spans)
        .forEach(
            (id, usage) -> {
              var call = calls.get(id);
              if (call != null && call.billable()) {
                put(
                    call.of(call.span().withUsage(usage))
                        .withNote("reported with the tokens of the calls before"));
              }
            });
  }

  private static boolean isUnansweredFailure(RunSpan span) {
    return isCall(span) && span.hasFailed() && !span.usage().isKnown();
  }

  /// Where the span's service was entered.
  private RunSpan entry(RunSpan span) {
    var above = isEntry(span) ? span : tree.ancestor(span, this::isEntry);
    return above != null && isSameService(above, span) ? above : span;
  }

  private boolean isEntry(RunSpan span) {
    var caller = tree.parent(span);
    return caller != null && !isSameService(caller, span);
  }

  private static boolean isSameService(RunSpan span, RunSpan other) {
    return span.emitter().service().equals(other.emitter().service());
  }

  /// Codex says the model in one span and the tokens in another below it.
  private void nameModels() {
    for (var call : List.copyOf(calls.values())) {
      var span = call.span();
      if (call.billable() && span.model().key().isEmpty()) {
        var above = tree.ancestor(span, other -> isSameScopeWithModel(other, span));
        if (above != null) {
          calls.put(span.id(), call.of(span.withModel(above.model().requestModel())));
        }
      }
    }
  }

  /// The span that is charged need not be the one that saw the first token. What a gateway or model
  /// server saw is not when the client had it.
  private void timeStreams() {
    for (var call : List.copyOf(calls.values())) {
      var span = call.span();
      if (call.billable() || call.aggregateOf() > 0 || !span.model().isTimed()) {
        continue;
      }
      var charged = call(charged(span));
      if (charged.billable()
          && charged.span().model().ttftMs() <= 0
          && isSameService(charged.span(), span)) {
        put(charged.of(charged.span().timedBy(span)));
      }
    }
  }

  private static boolean isSameScopeWithModel(RunSpan other, RunSpan span) {
    return !other.model().requestModel().isEmpty()
        && other.emitter().scope().equals(span.emitter().scope());
  }

  /// Of two observers of one call: the one that knows its tokens, and rather not OpenLLMetry, which
  /// counts one output token too many in streams with Anthropic.
  private static boolean isBetterThan(RunSpan span, RunSpan other) {
    if (span.usage().isKnown() != other.usage().isKnown()) {
      return span.usage().isKnown();
    }
    return isOpenLlmetry(other) && !isOpenLlmetry(span);
  }

  private static boolean isOpenLlmetry(RunSpan span) {
    return span.emitter().dialect().equals("openllmetry");
  }

  private void explainMissingUsage() {
    for (var call : List.copyOf(calls.values())) {
      if (call.billable() && call.note().isEmpty() && !call.span().usage().isKnown()) {
        put(
            call.withNote(
                call.span().hasFailed()
                    ? "the call failed; no tokens were reported"
                    : call.span().model().stream() == 1
                        ? "streamed without usage: ask the provider for it (stream_options.include_usage)"
                        : "the instrumentation reported no tokens"));
      }
    }
  }

  /// An LLM-kind span in which nothing was answered: LlamaIndex marks the preparation of a request
  /// as one.
  private static boolean isEmptyShell(RunSpan span) {
    return !span.usage().isKnown()
        && !span.hasOutput()
        && !span.hasFailed()
        && !span.model().hasFinishReason()
        && span.model().responseId().isEmpty()
        && span.model().responseModel().isEmpty();
  }

  /// Where contents are not recorded, nothing tells of what came back but the end of the span.
  private boolean isUntoldEmbedding(RunSpan span) {
    return span.op() == Operation.EMBEDDINGS
        && tree.nearestDescendants(span, inner -> inner.op() == Operation.EMBEDDINGS).isEmpty();
  }

  /// A span of kind client left the process, so something was asked: a stream of which the
  /// instrumentation has not seen the answer.
  private boolean hasRealCallBeside(RunSpan span) {
    return !span.isClient() && answeredScopes.contains(span.emitter().scope());
  }

  private static String describe(RunSpan span) {
    return "%s (%s)".formatted(span.name(), span.emitter().service());
  }

  private Call call(RunSpan span) {
    return Objects.requireNonNull(calls.get(span.id()));
  }

  private void put(Call call) {
    calls.put(call.span().id(), call);
  }
}
