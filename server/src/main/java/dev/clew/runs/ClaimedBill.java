// SPDX-License-Identifier: Apache-2.0
package dev.clew.runs;

import java.util.List;
import java.util.stream.Collectors;

/// SQL for what a span's attributes say about money, by the names of semantic conventions and of
/// the instrumentations that count money themselves.
final class ClaimedBill {

  private static final List<String> TIERS =
      List.of(
          "openai.response.service_tier",
          "gen_ai.openai.response.service_tier",
          "openai.request.service_tier",
          "gen_ai.openai.request.service_tier",
          "gen_ai.request.service_tier");

  /// In US dollars, by the sender's own price list.
  private static final List<String> COSTS =
      List.of(
          "llm.cost.total",
          "gen_ai.usage.cost",
          "gen_ai.usage.total_cost",
          "gen_ai.cost.total_cost",
          "operation.cost",
          "agw.ai.usage.cost.total");

  private static final String MODEL_CALL =
      "op IN ('chat', 'text_completion', 'embeddings', 'rerank', 'image', 'speech_to_text', 'text_to_speech', 'realtime')";

  /// Text; empty for the usual tier.
  static final String SERVICE_TIER =
      "if(%s, arrayFirst(tier -> tier != '', [%s]), '')"
          .formatted(
              MODEL_CALL,
              TIERS.stream().map("attributes['%s']"::formatted).collect(Collectors.joining(", ")));

  /// Float64; -1 when nothing is claimed.
  static final String USD =
      "if(%s, toFloat64OrDefault(arrayFirst(cost -> cost != '', [%s, JSONExtractRaw(attributes['langfuse.observation.cost_details'], 'total')]), toFloat64(-1)), -1)"
          .formatted(
              MODEL_CALL,
              COSTS.stream()
                  .flatMap(
                      key ->
                          List.of("attributes_json['%s']", "attributes['%s']").stream()
                              .map(column -> column.formatted(key)))
                  .collect(Collectors.joining(", ")));

  private ClaimedBill() {}
}
