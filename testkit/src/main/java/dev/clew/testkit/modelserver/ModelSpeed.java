// SPDX-License-Identifier: Apache-2.0
package dev.clew.testkit.modelserver;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How fast a simulated model is: the time to its first token grows with the prompt tokens that no
/// cache holds, every further token takes about the same time.
///
/// @param startMillis before anything is computed
/// @param prefillMillis per uncached prompt token
/// @param decodeMillis per output token
record ModelSpeed(double startMillis, double prefillMillis, double decodeMillis) {

  static final Map<String, ModelSpeed> MODELS =
      Map.of(
          "simulated-large", new ModelSpeed(60, 0.35, 14),
          "simulated-small", new ModelSpeed(25, 0.12, 6));

  static final String EMBEDDINGS = "simulated-embeddings";

  private static final double SLOW_FACTOR = 12;

  static @Nullable ModelSpeed of(String model) {
    return MODELS.get(model);
  }

  double firstTokenMillis(int uncachedTokens, Fault fault) {
    double millis = startMillis + prefillMillis * uncachedTokens;
    return fault == Fault.SLOW ? millis * SLOW_FACTOR : millis;
  }
}
