// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger;

import dev.clew.ledger.accounting.LedgerRun.Execution;
import dev.clew.ledger.accounting.Segment;
import dev.clew.model.SpanId;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The executions of a run's tools, and which result in a conversation came from which of them.
final class Executions {

  private static final int MAX_LEVELS = 200;
  private static final int LONGEST_ARGUMENTS = 65_536;

  private final List<Execution> all;
  private final Map<String, Execution> byCallId = new HashMap<>();
  private final Set<SpanId> retried = new HashSet<>();
  private final Map<SpanId, String> agents = new HashMap<>();
  private final Set<String> agentsWithTools = new HashSet<>();

  Executions(StoredRun run, Owners owners) {
    all =
        Stream.concat(
                run.tools().stream().map(tool -> execution(run, owners, tool)),
                run.inferred().stream().map(tool -> execution(owners, tool)))
            .sorted(Comparator.comparingLong(Execution::startNs))
            .toList();
    Map<String, Execution> last = new HashMap<>();
    for (var execution : all) {
      agentsWithTools.add(execution.agent());
      if (!execution.callId().isEmpty()) {
        byCallId.put(execution.callId(), execution);
      }
      var before = last.put(execution.owner().tool(), execution);
      if (before != null && before.failed()) {
        retried.add(before.span());
      }
    }
    var tools = new HashMap<SpanId, Execution>();
    all.forEach(execution -> tools.put(execution.span(), execution));
    for (var call : run.calls()) {
      findToolAround(run, call, tools);
    }
  }

  private static Execution execution(StoredRun run, Owners owners, ToolRow tool) {
    var span = run.spans().get(tool.id());
    long input = span == null ? 0 : span.inputText();
    long output = span == null ? 0 : span.outputText();
    var answer = run.content().texts().get(output);
    return new Execution(
        tool.id(),
        tool.startNs(),
        tool.durationNs(),
        tool.agent(),
        tool.server().isEmpty()
            ? owners.of(tool.tool())
            : new Segment.Owner(tool.server(), tool.tool()),
        span == null ? "" : span.callId(),
        input == 0 ? 0 : input ^ tool.tool().hashCode(),
        asksFor(run, input, tool.tool()),
        output,
        run.content().bytes(output),
        tool.failed(),
        answer != null && answer.text().contains("input_required"));
  }

  /// Of one that no span shows, messages tell neither its size nor whether it failed.
  private static Execution execution(Owners owners, InferredTool tool) {
    long request = tool.arguments() == 0 ? 0 : tool.arguments() ^ tool.tool().hashCode();
    return new Execution(
        tool.id(),
        tool.startNs(),
        tool.endNs() - tool.startNs(),
        tool.agent(),
        owners.of(tool.tool()),
        tool.callId(),
        request,
        request,
        tool.result(),
        -1,
        false,
        false);
  }

  /// Arguments of which not all is stored are compared as they are.
  private static long asksFor(StoredRun run, long input, String tool) {
    var arguments = run.content().texts().get(input);
    if (input == 0 || arguments == null || arguments.text().length() > LONGEST_ARGUMENTS) {
      return input == 0 ? 0 : input ^ tool.hashCode();
    }
    return Sized.key(Arguments.normalised(arguments.text())) ^ tool.hashCode();
  }

  /// A tool within which another agent calls a model is that agent.
  private void findToolAround(StoredRun run, CallRow call, Map<SpanId, Execution> tools) {
    var span = run.spans().get(call.id());
    for (int level = 0; span != null && level < MAX_LEVELS; level++) {
      var tool = tools.get(span.id());
      if (tool != null) {
        if (!call.agent().isEmpty() && !call.agent().equals(tool.agent())) {
          agents.putIfAbsent(tool.span(), call.agent());
        }
        return;
      }
      span = run.spans().get(span.parent());
    }
  }

  List<Execution> all() {
    return all;
  }

  boolean hasToolsOf(String agent) {
    return agentsWithTools.contains(agent);
  }

  /// It failed, and the tool was called once more.
  boolean isRetried(Execution execution) {
    return retried.contains(execution.span());
  }

  /// The agent that answered as this tool; empty when it was none.
  String agentBehind(SpanId tool) {
    return agents.getOrDefault(tool, "");
  }

  /// Finds the executions of one conversation's results, in its order.
  Matcher matcher() {
    return new Matcher();
  }

  /// By the id of the request, else the n-th result of a tool is of its n-th execution.
  final class Matcher {
    private final Map<String, Deque<Execution>> left = new HashMap<>();

    private Matcher() {
      for (var execution : all) {
        left.computeIfAbsent(execution.owner().tool(), _ -> new ArrayDeque<>()).add(execution);
      }
    }

    @Nullable Execution next(String callId, String tool) {
      var byId = callId.isEmpty() ? null : byCallId.get(callId);
      if (byId != null) {
        return byId;
      }
      var ofTool = left.get(tool);
      return ofTool == null ? null : ofTool.pollFirst();
    }
  }
}
