// SPDX-License-Identifier: Apache-2.0
package dev.clew.examples.tools;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.ai.tool.annotation.ToolParam;

/// What the shop has written down.
final class HelpPages {

  /// Why a customer wants the money back.
  enum Reason {
    DAMAGED,
    LATE,
    UNWANTED
  }

  private static final String PAGE =
      """
      Unplug the device and let it cool down for ten minutes before you open it. Remove the tank, \
      rinse it with warm water and wipe the seals with a soft cloth; never use solvents. Check the \
      filter for scale: a white rim means that it must be replaced. Put everything back in reverse \
      order until it clicks, fill the tank to the mark and run one cycle without load. If the red \
      light keeps blinking, hold both buttons for five seconds to reset the control unit. \
      """;

  /// Returns far more than an answer needs, as searches do.
  @Tool(
      name = "search_docs",
      description = "Search manuals and help pages: how to install, clean, repair or connect")
  List<Map<String, Object>> searchDocs(@ToolParam(description = "words to search for") String query) {
    return IntStream.rangeClosed(1, 8)
        .<Map<String, Object>>mapToObj(
            rank ->
                Map.of(
                    "page", "help/" + Math.floorMod(query.hashCode() * 31 + rank, 400),
                    "score", 1.0 / rank,
                    "text", PAGE.repeat(2)))
        .toList();
  }

  @Tool(name = "refund_policy", description = "Rules for a refund, a return or an exchange")
  String refundPolicy(Reason reason) {
    return switch (reason) {
      case DAMAGED -> "Damaged goods: full refund or exchange within 60 days; we pay the return.";
      case LATE -> "Late deliveries: shipping is refunded after 5 days, the order after 14 days.";
      case UNWANTED -> "Unwanted goods: refund within 30 days, unused; the customer pays the return.";
    };
  }
}
