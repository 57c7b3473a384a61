// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger;

import dev.clew.ledger.accounting.Segment.Kind;
import dev.clew.model.SpanId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds the tools that ran where nothing was instrumented.
///
/// A call whose messages end with results of tools says that they have run. Each of them is looked
/// for among the executions of the time between the call that asked and the one with the result: by
/// the id of the request, else by its name. What is left was not recorded, unless as many tools of
/// any name ran in that time as there are results, for not every SDK names its spans after the
/// tool.
final class InferredTools {

  private static final int MOST = 1_000;
  private static final int MAX_LEVELS = 200;

  /// How far the clock of who ran the tool may be from the agent's.
  static final long SKEW_NS = 5_000_000_000L;

  /// How long before a call the tool may have begun of which nobody saw who asked.
  private static final long LONGEST_NS = 300_000_000_000L;

  private final StoredRun run;
  private final List<CallRow> calls;
  private final Recorded recorded;
  private final Map<String, CallRow> askers = new HashMap<>();
  private final Map<String, CallRow> lastByAgent = new HashMap<>();
  private final Set<String> seen = new HashSet<>();
  private final List<InferredTool> found = new ArrayList<>();

  private InferredTools(StoredRun run) {
    this.run = run;
    recorded = new Recorded(run);
    calls =
        run.calls().stream()
            .filter(call -> call.billable() && call.isConversation())
            .sorted(Comparator.comparingLong(CallRow::startNs))
            .toList();
  }

  /// A piece of a message.
  private record Piece(long message, Sized part) {

    String callId() {
      return part.callId();
    }
  }

  /// The end of a call's input: results that are new to the model, and what had asked for them.
  ///
  /// @param isOver somebody spoke after the tools: a conversation that goes on, in which the words
  ///   of an agent that took over are not the model's own (Google ADK)
  private record Turn(List<Piece> results, List<Piece> requests, boolean isOver) {

    /// @param last what the caller said last; `null` when it said nothing
    static Turn of(Deque<Piece> results, Deque<Piece> requests, @Nullable Piece last) {
      boolean isOver =
          last != null
              && !results.isEmpty()
              && last.part().kind() != Kind.RESULT
              && last.message() != results.getLast().message();
      return new Turn(List.copyOf(results), List.copyOf(requests), isOver);
    }

    /// By id; without ids, the n-th result is of the n-th request.
    @Nullable Piece request(Piece result) {
      if (!result.callId().isEmpty()) {
        return requests.stream()
            .filter(request -> request.callId().equals(result.callId()))
            .findFirst()
            .orElse(null);
      }
      return requests.size() == results.size() ? requests.get(results.indexOf(result)) : null;
    }

    String tool(Piece result) {
      if (!result.part().tool().isEmpty()) {
        return result.part().tool();
      }
      var request = request(result);
      return request == null ? "" : request.part().tool();
    }
  }

  static List<InferredTool> of(StoredRun run) {
    var tools = new InferredTools(run);
    tools.calls.forEach(tools::readAnswer);
    for (var call : tools.calls) {
      tools.addUnrecorded(call);
      tools.lastByAgent.put(call.agent(), call);
    }
    return tools.found;
  }

  private void readAnswer(CallRow call) {
    var span = run.mostTelling(call);
    if (span != null) {
      for (long hash : span.output()) {
        for (var part : parts(hash)) {
          if (part.kind() == Kind.TOOLARGS && !part.callId().isEmpty()) {
            askers.putIfAbsent(part.callId(), call);
          }
        }
      }
    }
  }

  private void addUnrecorded(CallRow call) {
    var span = run.mostTelling(call);
    if (span == null || found.size() >= MOST) {
      return;
    }
    var turn = turn(span);
    if (turn.results().isEmpty()) {
      return;
    }
    var asker = asker(call, turn);
    if (asker == null && turn.isOver()) {
      return;
    }
    long from = asker == null ? call.startNs() - LONGEST_NS : asker.startNs();
    if (recorded.between(from, call.startNs()) >= turn.results().size()) {
      return;
    }
    for (var result : turn.results()) {
      var tool = turn.tool(result);
      var id = result.callId().isEmpty() ? tool + result.part().key() : result.callId();
      if (!tool.isEmpty() && seen.add(id) && !isRecorded(tool, result, from, call)) {
        found.add(inferred(call, span, asker, turn, result));
      }
    }
  }

  private boolean isRecorded(String tool, Piece result, long from, CallRow call) {
    return recorded.has(tool, result.callId(), from - SKEW_NS, call.startNs() + SKEW_NS);
  }

  /// What follows the model's last word. Words that the caller began for the model, at the very
  /// end, are not that. Read from its end: most of a long history is not looked at.
  private Turn turn(SpanRow span) {
    var results = new ArrayDeque<Piece>();
    var requests = new ArrayDeque<Piece>();
    Piece last = null;
    boolean isAsked = false;
    for (long hash : span.input().reversed()) {
      for (var part : List.copyOf(parts(hash)).reversed()) {
        var piece = new Piece(hash, part);
        if (part.kind().isModels()) {
          isAsked |= last != null;
          if (isAsked && part.kind() == Kind.TOOLARGS) {
            requests.addFirst(piece);
          }
        } else if (isAsked) {
          return Turn.of(results, requests, last);
        } else {
          last = last == null ? piece : last;
          if (part.kind() == Kind.RESULT) {
            results.addFirst(piece);
          }
        }
      }
    }
    return Turn.of(results, requests, last);
  }

  private List<Sized> parts(long hash) {
    var parts = run.content().message(hash);
    return parts == null ? List.of() : parts;
  }

  /// The call whose answer asks for what this one brings; else the agent's call before.
  private @Nullable CallRow asker(CallRow call, Turn turn) {
    for (var result : turn.results()) {
      var asker = askers.get(result.callId());
      if (asker != null && asker.startNs() < call.startNs()) {
        return asker;
      }
    }
    return lastByAgent.get(call.agent());
  }

  private InferredTool inferred(
      CallRow call, SpanRow span, @Nullable CallRow asker, Turn turn, Piece result) {
    var request = turn.request(result);
    long end = call.startNs();
    long start = asker == null ? end : Math.min(end, asker.startNs() + asker.durationNs());
    return new InferredTool(
        id(call, result),
        parent(span, asker),
        call.id(),
        span.service(),
        asker == null || asker.agent().isEmpty() ? call.agent() : asker.agent(),
        turn.tool(result),
        result.callId(),
        start,
        end,
        request == null ? 0 : request.message(),
        result.message(),
        request == null ? 0 : request.part().key(),
        result.part().key());
  }

  /// Of the request where it has an id: which of a call's observers is charged may change.
  private SpanId id(CallRow call, Piece result) {
    var from = result.callId().isEmpty() ? call.id().hex() : run.row().trace().hex();
    long id = Sized.key(from + result.callId() + result.message() + result.part().key());
    return new SpanId(id == 0 ? 1 : id);
  }

  /// The innermost span around both calls.
  private SpanId parent(SpanRow span, @Nullable CallRow asker) {
    var around = around(span);
    if (asker == null) {
      return around.isEmpty() ? SpanId.NONE : around.getFirst();
    }
    var ofAsker = run.spans().get(asker.id());
    if (ofAsker != null) {
      var both = new LinkedHashSet<>(around);
      both.retainAll(around(ofAsker));
      return both.isEmpty() ? SpanId.NONE : both.getFirst();
    }
    return SpanId.NONE;
  }

  private List<SpanId> around(SpanRow span) {
    var around = new ArrayList<SpanId>();
    var parent = span.parent();
    while (parent.isValid() && around.size() < MAX_LEVELS) {
      around.add(parent);
      var next = run.spans().get(parent);
      parent = next == null ? SpanId.NONE : next.parent();
    }
    return around;
  }

  /// Those of several runs.
  static Map<StoredRun, List<InferredTool>> of(Iterable<StoredRun> runs) {
    var all = new LinkedHashMap<StoredRun, List<InferredTool>>();
    for (var run : runs) {
      var tools = of(run);
      if (!tools.isEmpty()) {
        all.put(run, tools);
      }
    }
    return all;
  }
}
