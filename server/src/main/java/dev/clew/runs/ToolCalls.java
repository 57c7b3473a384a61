// SPDX-License-Identifier: Apache-2.0
package dev.clew.runs;

import dev.clew.model.Operation;
import dev.clew.model.SpanId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Decides which spans are executions of a tool, each counted once.
///
/// A span below another that executes the same tool is the same call, whatever lies between (the
/// HTTP request of MCP, say), unless an agent or a model does: a tool that runs an agent may well
/// use the same tool again. So are spans with one call id, wherever they are.
final class ToolCalls {

  private final Run.Tree tree;
  private final Map<SpanId, List<RunSpan>> calls = new LinkedHashMap<>();

  private ToolCalls(Run run, Run.Tree tree) {
    this.tree = tree;
    Map<String, RunSpan> byCallId = new HashMap<>();
    for (var span : run.spans()) {
      if (span.op() != Operation.TOOL_CALL) {
        continue;
      }
      var outer = outermost(span);
      var id = outer.tool().callId();
      if (!id.isEmpty()) {
        outer = byCallId.getOrDefault(id, outer);
        byCallId.put(id, outer);
      }
      calls.computeIfAbsent(outer.id(), _ -> new ArrayList<>()).add(span);
    }
  }

  /// One entry for every span of the run that executes a tool.
  static List<ToolCall> of(Run run, Run.Tree tree, Whereabouts whereabouts) {
    var found = new ArrayList<ToolCall>();
    new ToolCalls(run, tree)
        .calls.forEach(
            (outer, observers) -> {
              var failure =
                  observers.stream().filter(RunSpan::hasFailed).reduce((_, inner) -> inner);
              for (var span : observers) {
                found.add(
                    new ToolCall(
                        span,
                        span.id().equals(outer),
                        server(observers),
                        failure.isPresent(),
                        failure.map(RunSpan::errorType).orElse(""),
                        whereabouts.of(span)));
              }
            });
    return found;
  }

  private RunSpan outermost(RunSpan span) {
    var outer = span;
    var visited = new HashSet<SpanId>();
    var above = above(span, visited);
    while (above != null) {
      if (above.op() == Operation.TOOL_CALL) {
        if (!isSameTool(above, span)) {
          break;
        }
        outer = above;
      }
      above = above(above, visited);
    }
    return outer;
  }

  private @Nullable RunSpan above(RunSpan span, Set<SpanId> visited) {
    visited.add(span.id());
    var parent = tree.parent(span);
    if (parent == null || visited.contains(parent.id()) || visited.size() > Run.Tree.MAX_LEVELS) {
      return null;
    }
    return switch (parent.op().group()) {
      case AGENT, MODEL -> null;
      case WORKFLOW, TOOL, DATA, QUALITY, PROMPT, INFRA -> parent;
    };
  }

  /// A span without the tool's name is the transport of one with it.
  private static boolean isSameTool(RunSpan a, RunSpan b) {
    return a.tool().name().isEmpty()
        || b.tool().name().isEmpty()
        || a.tool().name().equals(b.tool().name());
  }

  /// As some span says, else the service in which the protocol's inner span was recorded.
  private static String server(List<RunSpan> observers) {
    for (var span : observers) {
      if (!span.tool().mcpServer().isEmpty()) {
        return span.tool().mcpServer();
      }
    }
    var caller = observers.getFirst().emitter().service();
    for (var span : observers) {
      if (span.tool().isMcp() && !span.emitter().service().equals(caller)) {
        return span.emitter().service();
      }
    }
    return "";
  }
}
