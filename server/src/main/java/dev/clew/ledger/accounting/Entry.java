// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger.accounting;

/// A line of the ledger: all tokens of a run in one category that one tool and one agent are
/// responsible for.
///
/// @param tokens as charged
/// @param first of `tokens`, those of content that no earlier call of the run had carried
/// @param uncached with `cached` and `written` the same as `tokens`; output is all uncached
/// @param waste of `tokens`, those that bought nothing
/// @param costUsd of the calls whose cost is known; `NaN` when none is
/// @param wasteUsd likewise of `waste`
/// @param calls that carried it
public record Entry(
    Key key,
    long tokens,
    long first,
    long uncached,
    long cached,
    long written,
    long waste,
    double costUsd,
    double wasteUsd,
    int calls) {

  /// @param server empty when it is no tool of a server
  /// @param tool empty when it is no tool's
  /// @param agent that made the calls; empty when nobody said
  public record Key(Category category, String server, String tool, String agent) {}

  /// Adds up.
  static final class Sum {
    private final Key key;
    private long tokens;
    private long first;
    private long cached;
    private long written;
    private long waste;
    private final Money cost = new Money();
    private final Money wasteCost = new Money();
    private int calls;
    private int lastCall = -1;

    Sum(Key key) {
      this.key = key;
    }

    void add(int call, Piece piece) {
      tokens += piece.tokens();
      first += piece.isFirst() ? piece.tokens() : 0;
      cached += piece.cached();
      written += piece.written();
      cost.add(piece.costUsd());
      if (piece.isWaste()) {
        waste += piece.tokens();
        wasteCost.add(piece.costUsd());
      }
      if (call != lastCall) {
        calls++;
        lastCall = call;
      }
    }

    Entry entry() {
      return new Entry(
          key,
          tokens,
          first,
          tokens - cached - written,
          cached,
          written,
          waste,
          cost.usd(),
          wasteCost.usd(),
          calls);
    }
  }
}
