// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger.accounting;

import dev.clew.model.SpanId;
import dev.clew.model.Usage;
import dev.clew.prices.Price.PerToken;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One charged call with what it carried.
///
/// @param input in the order in which the provider sees it; empty when the telemetry does not show
///   it
/// @param complete `input` is all that was sent, as far as can be told
/// @param key that a gateway says it was made with, or its consumer; empty when nobody said
/// @param missing why not; empty when it is complete
/// @param learned charged tokens for each estimated one in earlier calls of the model; 1 when none
///   are known
/// @param window tokens that the model can take at once; 0 when unknown
/// @param bill what the call cost; `null` when no price is known
/// @param list prices, for what would have been; `null` when unknown
public record LedgerCall(
    SpanId span,
    long startNs,
    boolean failed,
    String agent,
    String key,
    String model,
    Usage usage,
    long window,
    @Nullable Bill bill,
    @Nullable PerToken list,
    List<Segment> input,
    List<Segment> output,
    boolean complete,
    String missing,
    Tier tier,
    double learned) {

  public LedgerCall {
    input = List.copyOf(input);
    output = List.copyOf(output);
  }

  LedgerCall carrying(List<Segment> segments, Tier how) {
    return new LedgerCall(
        span, startNs, failed, agent, key, model, usage, window, bill, list, segments, output,
        complete, missing, how, 1);
  }

  /// What was charged by class, in US dollars, as `calls` has it.
  public record Bill(
      double input, double cacheRead, double cacheWrite, double output, double reasoning) {

    double total() {
      return input + cacheRead + cacheWrite + output + reasoning;
    }

    /// Paid by the request or the hour: tokens are not what it depends on.
    boolean isFlat() {
      return cacheRead == 0 && cacheWrite == 0 && output == 0 && reasoning == 0;
    }
  }
}
