// SPDX-License-Identifier: Apache-2.0
package dev.clew.examples.tools;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.ai.tool.annotation.ToolParam;

/// Tickets for the people at the desk.
final class Tickets {

  private static final int FAILS_EVERY = 4;

  private final AtomicInteger attempts = new AtomicInteger();

  /// Fails every fourth time, so that there is a failure to look at.
  @Tool(
      name = "create_ticket",
      description = "Open a ticket about a complaint, so that a colleague calls the customer back")
  Map<String, Object> createTicket(
      String orderId,
      @ToolParam(description = "what the customer wants, in a sentence") String summary) {
    int attempt = attempts.incrementAndGet();
    if (attempt % FAILS_EVERY == 0) {
      throw new IllegalStateException("Error: the ticket system is unavailable");
    }
    return Map.of("ticket", "T-" + (5000 + attempt), "order", orderId, "summary", summary);
  }
}
