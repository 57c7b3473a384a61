// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger.accounting;

import dev.clew.ledger.accounting.Ledger.CallLine;
import dev.clew.model.Counted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

/// What the ledger of a run could not see, in sentences for its reader.
final class Notes {

  private Notes() {}

  static List<String> of(LedgerRun run, List<CallLine> lines) {
    var notes = new ArrayList<String>();
    var calls = run.calls();
    int all = calls.size();
    long unknown = calls.stream().filter(call -> !Tokens.of(call.usage()).inputKnown()).count();
    if (unknown > 0) {
      notes.add(
          "%s reported no input tokens; what they took is missing here"
              .formatted(of(unknown, all)));
    }
    long inconsistent =
        calls.stream().filter(call -> !Tokens.of(call.usage()).isConsistent()).count();
    if (inconsistent > 0) {
      notes.add(
          "the usage of %s contradicts itself; parts were cut to the whole"
              .formatted(of(inconsistent, all)));
    }
    long delta = lines.stream().filter(line -> line.tier() == Tier.USAGE_DELTA).count();
    if (delta > 0) {
      notes.add(
          "%s came without content; what they carried follows from how the bill grew"
              .formatted(of(delta, all)));
    }
    var missing = new LinkedHashMap<String, Integer>();
    for (var call : calls) {
      if (!call.missing().isEmpty()) {
        missing.merge(call.missing(), 1, Integer::sum);
      }
    }
    missing.forEach((what, count) -> notes.add("%s in %s".formatted(what, of(count, all))));
    long hidden =
        lines.stream()
            .filter(line -> line.tier() != Tier.USAGE_DELTA)
            .filter(line -> line.of(Category.OVERHEAD) > line.input() / 2)
            .count();
    if (hidden > 0 && missing.isEmpty()) {
      notes.add(
          "%s %s less than half of what was charged; the rest is overhead"
              .formatted(of(hidden, all), hidden == 1 ? "shows" : "show"));
    }
    long unpriced = calls.stream().filter(call -> call.bill() == null).count();
    if (unpriced > 0) {
      notes.add(new Counted(unpriced, "call").have() + " no known price");
    }
    return notes;
  }

  private static String of(long count, int all) {
    return all == 1
        ? "the only call"
        : String.format(Locale.ROOT, "%,d of ", count) + new Counted(all, "call").text();
  }
}
