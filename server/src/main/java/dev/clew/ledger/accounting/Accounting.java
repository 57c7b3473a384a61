// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger.accounting;

import dev.clew.ledger.accounting.Ledger.CallLine;
import dev.clew.ledger.accounting.Ledger.HandOff;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Makes the ledger of a run: every token that was charged is put on the account of what it was.
///
/// Pure: the same run always gives the same ledger. The rules are those of docs/ledger.md.
public final class Accounting {

  private final LedgerRun run;
  private final Set<String> used;
  private final Seen seen = new Seen();
  private final Prefixes prefixes = new Prefixes();
  private final Map<Entry.Key, Entry.Sum> entries = new LinkedHashMap<>();
  private final ToolSums tools;
  private final List<CallLine> lines = new ArrayList<>();
  private final Map<String, HandOff> handOffs = new LinkedHashMap<>();
  private final Set<String> agentsSeen = new LinkedHashSet<>();
  private final Totals totals = new Totals();

  private Accounting(LedgerRun run) {
    this.run = run;
    used = run.usedTools();
    tools = new ToolSums(run);
  }

  public static Ledger of(LedgerRun run) {
    var measured = new LedgerRun(UsageDelta.fill(run), run.executions());
    var accounting = new Accounting(measured);
    for (int i = 0; i < measured.calls().size(); i++) {
      accounting.add(i, measured.calls().get(i));
    }
    return new Ledger(
        accounting.totals.of(accounting.lines),
        accounting.entries.values().stream().map(Entry.Sum::entry).toList(),
        accounting.lines,
        accounting.tools.results(),
        accounting.tools.lines(),
        List.copyOf(accounting.handOffs.values()),
        Notes.of(measured, accounting.lines));
  }

  private void add(int index, LedgerCall call) {
    var tokens = Tokens.of(call.usage());
    var charged = Charged.of(call, tokens);
    var keys = Seen.keys(charged.segments());
    var shared = prefixes.of(call, charged, keys);
    var byCategory = new EnumMap<Category, Long>(Category.class);
    addInput(index, call, tokens, charged, keys, byCategory);
    addOutput(index, call, tokens, byCategory);
    long missed = tokens.cacheKnown() ? Math.max(0, shared.tokens() - tokens.cacheRead()) : 0;
    totals.add(call, tokens, tokens.cacheKnown() ? shared.tokens() : 0, missed);
    lines.add(
        new CallLine(
            call.span(),
            call.startNs(),
            call.agent(),
            call.model(),
            tokens.input(),
            tokens.output(),
            tokens.cacheRead(),
            tokens.cacheWrite(),
            tokens.reasoning(),
            call.bill() == null ? Double.NaN : call.bill().total(),
            call.window(),
            charged.scale(),
            charged.confidence(),
            call.tier(),
            byCategory,
            shared.tokens(),
            missed,
            shared.breaker()));
  }

  private void addInput(
      int index,
      LedgerCall call,
      Tokens tokens,
      Charged charged,
      List<Seen.Key> keys,
      Map<Category, Long> byCategory) {
    var prices = UnitPrices.of(call, tokens);
    int lastAnswer = lastAnswer(charged.segments());
    var later = laterRequests(charged.segments());
    boolean isNewAgent = agentsSeen.add(call.agent());
    long position = 0;
    for (int i = 0; i < keys.size(); i++) {
      var segment = charged.segments().get(i);
      long size = charged.input()[i];
      long cached = overlap(position, size, 0, tokens.cacheRead());
      long written =
          overlap(position, size, tokens.cacheRead(), tokens.cacheRead() + tokens.cacheWrite());
      position += size;
      boolean isKnown = seen.has(keys.get(i));
      var category = segment.kind().input(!isKnown && i > lastAnswer);
      if (isNewAgent && isKnown) {
        handOver(seen.firstAgent(keys.get(i)), call.agent(), size, tokens.input());
      }
      long fresh = seen.carry(keys.get(i), call.agent(), size);
      totals.unique(fresh);
      var waste =
          waste(segment, category, keys.get(i), later.getOrDefault(segment.request(), -1) > i);
      var piece =
          new Piece(
              segment,
              keys.get(i),
              category,
              !isKnown,
              waste,
              size,
              cached,
              written,
              prices.input(size - cached - written, cached, written));
      totals.wasted(piece);
      put(index, call.agent(), piece, byCategory);
    }
  }

  private void addOutput(
      int index, LedgerCall call, Tokens tokens, Map<Category, Long> byCategory) {
    var prices = UnitPrices.of(call, tokens);
    var parts = Charged.output(call, tokens);
    boolean isFinal =
        index == run.calls().size() - 1 || (index == lastOfRootAgent() && !asksForTools(call));
    long left = tokens.output() - tokens.reasoning();
    for (int i = 0; i < parts.length; i++) {
      var segment = call.output().get(i);
      left -= parts[i];
      putOutput(index, call.agent(), segment, isFinal, parts[i], prices.output(), byCategory);
    }
    var rest = Segment.of(0, Segment.Kind.ASSISTANT, (double) left);
    putOutput(index, call.agent(), rest, isFinal, left, prices.output(), byCategory);
    var thought = Segment.of(0, Segment.Kind.REASONING, (double) tokens.reasoning());
    putOutput(
        index, call.agent(), thought, isFinal, tokens.reasoning(), prices.reasoning(), byCategory);
  }

  private void putOutput(
      int index,
      String agent,
      Segment segment,
      boolean isFinal,
      long tokens,
      double each,
      Map<Category, Long> byCategory) {
    if (tokens > 0) {
      var category = segment.kind().output();
      if (isFinal && category == Category.OUT_TEXT) {
        category = Category.OUT_FINAL;
      }
      var key = new Seen.Key(segment.key(), segment.kind(), 0);
      put(
          index,
          agent,
          new Piece(segment, key, category, true, Waste.NONE, tokens, 0, 0, tokens * each),
          byCategory);
    }
  }

  private void put(int index, String agent, Piece piece, Map<Category, Long> byCategory) {
    if (piece.tokens() == 0) {
      return;
    }
    byCategory.merge(piece.category(), piece.tokens(), Long::sum);
    var owner = piece.segment().owner();
    var key = new Entry.Key(piece.category(), owner.server(), owner.tool(), agent);
    entries.computeIfAbsent(key, Entry.Sum::new).add(index, piece);
    tools.add(index, agent, piece);
  }

  private Waste waste(Segment segment, Category category, Seen.Key key, boolean isAnsweredLater) {
    if (category == Category.TOOLDEF) {
      return used.contains(segment.owner().tool()) ? Waste.NONE : Waste.UNUSED;
    }
    if (segment.kind() == Segment.Kind.RESULT && key.occurrence() > 0) {
      return Waste.DUPLICATE;
    }
    if (segment.kind() == Segment.Kind.RESULT && isAnsweredLater) {
      return Waste.SUPERSEDED;
    }
    if (segment.retried()) {
      return Waste.RETRY;
    }
    return category == Category.RESULT_RESEND ? Waste.RESEND : Waste.NONE;
  }

  private void handOver(String from, String to, long tokens, long input) {
    if (!from.equals(to)) {
      handOffs.merge(
          from + "\n" + to,
          new HandOff(from, to, tokens, input),
          (a, b) -> new HandOff(from, to, a.copied() + b.copied(), input));
    }
  }

  /// What stands before the model's last turn has been said before, in this run or an earlier one.
  /// A turn that the caller began for the model does not count.
  private static int lastAnswer(List<Segment> segments) {
    int end = segments.size() - 1;
    while (end >= 0 && segments.get(end).kind().isModels()) {
      end--;
    }
    while (end >= 0 && !segments.get(end).kind().isModels()) {
      end--;
    }
    return end;
  }

  /// Where the last result of each request stands.
  private static Map<Long, Integer> laterRequests(List<Segment> segments) {
    var last = new HashMap<Long, Integer>();
    for (int i = 0; i < segments.size(); i++) {
      if (segments.get(i).kind() == Segment.Kind.RESULT && segments.get(i).request() != 0) {
        last.put(segments.get(i).request(), i);
      }
    }
    return last;
  }

  private int lastOfRootAgent() {
    var root = run.calls().getFirst().agent();
    for (int i = run.calls().size() - 1; i >= 0; i--) {
      if (run.calls().get(i).agent().equals(root)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean asksForTools(LedgerCall call) {
    return call.output().stream().anyMatch(part -> part.kind() == Segment.Kind.TOOLARGS);
  }

  private static long overlap(long begin, long size, long from, long to) {
    return Math.max(0, Math.min(begin + size, to) - Math.max(begin, from));
  }
}
