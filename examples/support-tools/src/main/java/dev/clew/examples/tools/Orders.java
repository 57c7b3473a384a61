// SPDX-License-Identifier: Apache-2.0
package dev.clew.examples.tools;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.ai.tool.annotation.Tool;

/// Orders and parcels. Order numbers run from A-1000 to A-1059; others do not exist.
final class Orders {

  private static final List<String> PRODUCTS =
      List.of("coffee machine", "desk lamp", "robot vacuum", "bicycle trailer", "water filter");
  private static final List<String> CARRIERS = List.of("Northern Post", "Quick Wheels");

  @Tool(
      name = "lookup_order",
      description = "Look up an order: its status, what was bought and what was paid")
  Map<String, Object> lookupOrder(String orderId) {
    int number = number(orderId);
    return Map.of(
        "order", orderId,
        "status", number % 3 == 0 ? "being packed" : "shipped",
        "product", PRODUCTS.get(number % PRODUCTS.size()),
        "paid", "EUR " + (19 + number % 230) + ".90");
  }

  /// Slow: the carrier's own service takes from half a second to three seconds.
  @Tool(
      name = "track_parcel",
      description = "Track a parcel: where it is now and the expected day of delivery")
  Map<String, Object> trackParcel(String orderId) throws InterruptedException {
    int number = number(orderId);
    Thread.sleep(Duration.ofMillis(500 + number % 6 * 500L));
    return Map.of(
        "order", orderId,
        "carrier", CARRIERS.get(number % CARRIERS.size()),
        "last_seen", "sorting centre " + number % 9,
        "expected_in_days", 1 + number % 4);
  }

  private static int number(String orderId) {
    if (!orderId.matches("A-10[0-5]\\d")) {
      throw new IllegalArgumentException("no such order: " + orderId + " (expected: A-1000..A-1059)");
    }
    return Integer.parseInt(orderId.substring(2));
  }
}
