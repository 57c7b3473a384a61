// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger;

import dev.clew.ledger.accounting.Category;
import dev.clew.ledger.accounting.Ledger.CallLine;
import java.util.ArrayList;
import java.util.List;

/// The figures of calls as flat lists: as many for each call, so that a row holds two arrays
/// instead of thirty.
final class LedgerCells {

  /// Input, output, cache reads, cache writes, reasoning, window, what a cache could have held,
  /// what of it was missed.
  static final int FIGURES = 8;

  static final List<Category> CATEGORIES = List.of(Category.values());

  private LedgerCells() {}

  static List<Long> figures(List<CallLine> calls) {
    var figures = new ArrayList<Long>(calls.size() * FIGURES);
    for (var call : calls) {
      figures.add(call.input());
      figures.add(call.output());
      figures.add(call.cacheRead());
      figures.add(call.cacheWrite());
      figures.add(call.reasoning());
      figures.add(call.window());
      figures.add(call.shared());
      figures.add(call.missed());
    }
    return figures;
  }

  static List<Long> categories(List<CallLine> calls) {
    var figures = new ArrayList<Long>(calls.size() * CATEGORIES.size());
    for (var call : calls) {
      CATEGORIES.forEach(category -> figures.add(call.of(category)));
    }
    return figures;
  }
}
