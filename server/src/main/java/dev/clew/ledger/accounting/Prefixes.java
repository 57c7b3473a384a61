// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger.accounting;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How much of a call's begin earlier calls of the same model had sent: what the provider's cache
/// could have answered.
final class Prefixes {

  /// Below this length no provider caches, and it caches in blocks (OpenAI: 1,024 and 128 tokens).
  private static final long MINIMUM = 1_024;

  private static final long BLOCK = 128;

  /// How long providers keep a prefix without being asked for a longer time.
  private static final long KEPT_NS = 300_000_000_000L;

  private static final int REMEMBERED = 8;

  private record Sent(long endNs, List<Seen.Key> keys) {}

  private final Map<String, Deque<Sent>> byModel = new HashMap<>();

  /// @param tokens that a cache could have held; 0 when there are too few
  /// @param breaker what differed first; empty when nothing had been sent before or nothing
  ///   differed
  record Shared(long tokens, String breaker) {
    static final Shared NOTHING = new Shared(0, "");
  }

  /// Compares the call with the earlier ones, then remembers it.
  Shared of(LedgerCall call, Charged charged, List<Seen.Key> keys) {
    var earlier = byModel.computeIfAbsent(call.model(), _ -> new ArrayDeque<>());
    int best = 0;
    long longest = -1;
    Sent closest = null;
    for (var sent : earlier) {
      if (call.startNs() - sent.endNs() > KEPT_NS) {
        continue;
      }
      int common = 0;
      long tokens = 0;
      while (common < keys.size()
          && common < sent.keys().size()
          && keys.get(common).equals(sent.keys().get(common))
          && keys.get(common).kind() != Segment.Kind.OVERHEAD) {
        tokens += charged.input()[common++];
      }
      if (tokens > longest) {
        longest = tokens;
        best = common;
        closest = sent;
      }
    }
    earlier.addLast(new Sent(call.startNs(), keys));
    if (earlier.size() > REMEMBERED) {
      earlier.removeFirst();
    }
    if (closest == null) {
      return Shared.NOTHING;
    }
    long cacheable = longest < MINIMUM ? 0 : longest / BLOCK * BLOCK;
    boolean hasDiffered = best < closest.keys().size();
    return new Shared(
        cacheable, hasDiffered ? describe(charged, best, closest.keys().get(best)) : "");
  }

  private static String describe(Charged charged, int at, Seen.Key before) {
    if (at >= charged.segments().size()) {
      return "the call is shorter than an earlier one";
    }
    var segment = charged.segments().get(at);
    return switch (segment.kind()) {
      case SYSTEM -> "the system prompt changed";
      case TOOLDEF ->
          before.kind() == Segment.Kind.TOOLDEF
              ? "the list of tools changed or its order did, first at %s"
                  .formatted(segment.owner().tool())
              : "a tool was added: %s".formatted(segment.owner().tool());
      case OVERHEAD -> "";
      case USER, ASSISTANT, TOOLARGS, RESULT, RAG, MEMORY, SUBAGENT, REASONING ->
          before.kind() == Segment.Kind.TOOLDEF
              ? "tools were removed"
              : "an earlier message changed or was left out";
    };
  }
}
