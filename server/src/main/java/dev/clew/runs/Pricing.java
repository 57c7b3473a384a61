// SPDX-License-Identifier: Apache-2.0
package dev.clew.runs;

import dev.clew.prices.Prices;
import dev.clew.prices.Prices.Priceable;
import dev.clew.prices.Prices.Priced;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the calls of a run cost.
@FunctionalInterface
interface Pricing {

  /// `null` when nobody knows a price.
  @Nullable Priced price(String project, RunSpan span);

  /// By the price book and the project's own prices.
  static Pricing by(Prices prices) {
    return (project, span) ->
        prices.price(
            project,
            new Priceable(
                span.model().provider(),
                span.model().requestModel(),
                span.model().responseModel(),
                span.model().bill().serviceTier(),
                span.model().bill().region(),
                Instant.ofEpochSecond(0, span.startNs()),
                span.durationNs(),
                span.usage()));
  }
}
