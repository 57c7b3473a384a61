// SPDX-License-Identifier: Apache-2.0
package dev.clew.prices;

import java.util.List;

/// The price of one class, which may depend on how long the prompt is. A step applies to the whole
/// request once the prompt is longer than its threshold, which is how providers bill.
///
/// @param steps by ascending threshold; the first begins at 0
public record Rate(List<Step> steps) {

  public Rate {
    steps = List.copyOf(steps);
  }

  /// @param above input tokens of the request
  public record Step(long above, double price) {}

  static Rate of(double price) {
    return new Rate(List.of(new Step(0, price)));
  }

  /// @param inputTokens of the request, cache included
  public double at(long inputTokens) {
    double price = steps.getFirst().price();
    for (var step : steps) {
      if (inputTokens > step.above()) {
        price = step.price();
      }
    }
    return price;
  }
}
