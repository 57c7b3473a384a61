// SPDX-License-Identifier: Apache-2.0
package dev.clew.runs;

import dev.clew.model.Operation;
import dev.clew.model.SpanId;
import dev.clew.model.Usage;
import dev.clew.model.UsageBasis;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the calls of a tool loop used where each was reported with the sum of all so far.
///
/// Spring AI 1 runs the tools that a model asks for within its model client and adds the tokens of
/// each answer to those before. Its calls and tools stand side by side below one span. Spring AI 2
/// counts each call, and so does 1 where the application or an advisor runs the tools; the first
/// has other names for the spans of tools, and the figures tell the second: as every prompt holds
/// the one before, a sum grows by no less than it grew before.
final class RunningTotals {

  private static final String DIALECT = "spring_ai";

  /// How Spring AI 1 names them; 2 has `execute_tool`.
  private static final String TOOL_SPANS = "tool_call ";

  private record Round(RunSpan call, long input) {}

  private final Map<SpanId, Round> rounds = new HashMap<>();

  /// Parents of loops in which a tool has been run since the last call.
  private final Set<SpanId> withTool = new HashSet<>();

  private final Map<SpanId, Usage> own = new HashMap<>();

  private RunningTotals() {}

  /// The tokens of those calls that were reported with earlier ones.
  ///
  /// @param spans in order of their start
  static Map<SpanId, Usage> own(List<RunSpan> spans) {
    var totals = new RunningTotals();
    for (var span : spans) {
      if (span.emitter().dialect().equals(DIALECT) && !span.parentId().equals(SpanId.NONE)) {
        totals.read(span);
      }
    }
    return Map.copyOf(totals.own);
  }

  private void read(RunSpan span) {
    if (span.op() == Operation.TOOL_CALL && span.name().startsWith(TOOL_SPANS)) {
      withTool.add(span.parentId());
    } else if (span.op() == Operation.CHAT) {
      boolean afterTool = withTool.remove(span.parentId());
      var earlier = rounds.remove(span.parentId());
      long input = tokens(span.usage().input());
      if (afterTool && earlier != null && isSum(span, earlier)) {
        input -= tokens(earlier.call().usage().input());
        own.put(span.id(), beyond(span.usage(), earlier.call().usage()));
      }
      if (input > 0) {
        rounds.put(span.parentId(), new Round(span, input));
      }
    }
  }

  private static boolean isSum(RunSpan span, Round earlier) {
    var before = earlier.call().usage();
    return tokens(span.usage().input()) - tokens(before.input()) >= earlier.input()
        && tokens(span.usage().output()) > tokens(before.output());
  }

  private static Usage beyond(Usage sum, Usage before) {
    return new Usage(
        tokens(sum.input()) - tokens(before.input()),
        tokens(sum.output()) - tokens(before.output()),
        sum.cacheRead(),
        sum.cacheWrite(),
        sum.reasoning(),
        UsageBasis.DERIVED,
        sum.conflict(),
        sum.details());
  }

  private static long tokens(@Nullable Long count) {
    return count == null ? 0 : count;
  }
}
