// SPDX-License-Identifier: Apache-2.0
package dev.clew.runs;

import dev.clew.model.UsageBasis;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A run in one row.
///
/// @param done false while spans may still come; figures are provisional then
/// @param ttftMs from the start of the run to the first token of its last streamed call, which is
///   the answer a user waits for; -1 when unknown
/// @param quirks labels of what is odd about the trace and its spans
record RunSummary(
    boolean done,
    long startNs,
    long durationNs,
    String name,
    String service,
    String environment,
    int status,
    String errorType,
    int spanCount,
    int errorCount,
    int toolCalls,
    Totals totals,
    double ttftMs,
    String session,
    String user,
    String workflow,
    Set<String> services,
    Set<String> models,
    Set<String> agents,
    Set<String> tools,
    String inputPreview,
    String outputPreview,
    Set<String> quirks) {

  private static final int MAX_NAMES = 50;

  /// Sums over the charged calls; -1 where no call reported the class.
  ///
  /// @param costUsd of the calls whose cost is known; -1 when none is
  /// @param unpriced calls with known tokens whose cost is not known
  record Totals(
      int calls,
      long input,
      long output,
      long cacheRead,
      long cacheWrite,
      long reasoning,
      @Nullable UsageBasis basis,
      double costUsd,
      int unpriced) {

    static Totals of(List<Call> calls) {
      var billable = calls.stream().filter(Call::billable).toList();
      var charged = billable.stream().map(Call::span).toList();
      var costs = billable.stream().mapToDouble(Call::costUsd).filter(cost -> cost >= 0).toArray();
      return new Totals(
          charged.size(),
          sum(charged, span -> span.usage().input()),
          sum(charged, span -> span.usage().output()),
          sum(charged, span -> span.usage().cacheRead()),
          sum(charged, span -> span.usage().cacheWrite()),
          sum(charged, span -> span.usage().reasoning()),
          basis(charged),
          costs.length == 0 ? -1 : Arrays.stream(costs).sum(),
          (int)
              billable.stream()
                  .filter(call -> call.costUsd() < 0 && call.span().usage().isKnown())
                  .count());
    }

    private static long sum(List<RunSpan> spans, Function<RunSpan, @Nullable Long> tokens) {
      long sum = -1;
      for (var span : spans) {
        var more = tokens.apply(span);
        if (more != null) {
          sum = Math.max(0, sum) + more;
        }
      }
      return sum;
    }

    /// As good as the worst of the calls that succeeded: partial when one of them did not say.
    private static @Nullable UsageBasis basis(List<RunSpan> spans) {
      boolean known = false;
      boolean missing = false;
      boolean estimated = false;
      for (var span : spans) {
        known |= span.usage().isKnown();
        missing |= !span.usage().isKnown() && !span.hasFailed();
        estimated |= span.usage().basis() == UsageBasis.ESTIMATED;
      }
      if (!known) {
        return null;
      }
      return missing ? UsageBasis.PARTIAL : estimated ? UsageBasis.ESTIMATED : UsageBasis.REPORTED;
    }
  }

  static RunSummary of(
      Run run,
      Run.Tree tree,
      List<Call> calls,
      List<ToolCall> toolCalls,
      Whereabouts whereabouts,
      boolean done) {
    var spans = run.spans();
    var root = run.root(tree);
    if (root == null) {
      throw new IllegalArgumentException("run without spans: " + run.traceId());
    }
    long start = spans.stream().mapToLong(RunSpan::startNs).filter(ns -> ns > 0).min().orElse(0);
    long end = spans.stream().mapToLong(RunSpan::endNs).max().orElse(start);
    int errors = (int) spans.stream().filter(RunSpan::hasFailed).count();
    var firstError = spans.stream().filter(RunSpan::hasFailed).findFirst();
    var charged = calls.stream().filter(Call::billable).map(Call::span).toList();
    return new RunSummary(
        done,
        start,
        Math.max(0, end - start),
        root.name(),
        root.emitter().service(),
        root.emitter().environment(),
        root.status(),
        root.errorType().isEmpty()
            ? firstError.map(RunSpan::errorType).orElse("")
            : root.errorType(),
        spans.size(),
        errors,
        (int) toolCalls.stream().filter(ToolCall::counted).count(),
        Totals.of(calls),
        ttft(charged, start),
        whereabouts.session(),
        whereabouts.user(),
        whereabouts.workflow(),
        names(spans, span -> span.emitter().service()),
        names(charged, span -> span.model().key()),
        names(spans, span -> span.whose().agent()),
        names(spans, span -> span.tool().name()),
        preview(root.inputPreview(), spans, RunSpan::inputPreview),
        preview(root.outputPreview(), spans.reversed(), RunSpan::outputPreview),
        Oddities.of(run, tree, done));
  }

  RunSummary withTotals(List<Call> calls) {
    return new RunSummary(
        done,
        startNs,
        durationNs,
        name,
        service,
        environment,
        status,
        errorType,
        spanCount,
        errorCount,
        toolCalls,
        Totals.of(calls),
        ttftMs,
        session,
        user,
        workflow,
        services,
        models,
        agents,
        tools,
        inputPreview,
        outputPreview,
        quirks);
  }

  private static double ttft(List<RunSpan> charged, long start) {
    for (var span : charged.reversed()) {
      if (span.model().ttftMs() > 0) {
        return (span.startNs() - start) / 1e6 + span.model().ttftMs();
      }
    }
    return -1;
  }

  private static Set<String> names(List<RunSpan> spans, Function<RunSpan, String> name) {
    var names = new LinkedHashSet<String>();
    for (var span : spans) {
      var value = name.apply(span);
      if (!value.isEmpty() && names.size() < MAX_NAMES) {
        names.add(value);
      }
    }
    return names;
  }

  private static String preview(
      String own, List<RunSpan> spans, Function<RunSpan, String> preview) {
    if (!own.isEmpty()) {
      return own;
    }
    return spans.stream().map(preview).filter(text -> !text.isEmpty()).findFirst().orElse("");
  }
}
