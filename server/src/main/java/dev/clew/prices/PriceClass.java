// SPDX-License-Identifier: Apache-2.0
package dev.clew.prices;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is priced separately. Tokens are priced by the million, requests by the thousand, hours (of
/// a machine that serves one's own model) by the hour.
public enum PriceClass {
  INPUT,
  CACHE_READ,
  CACHE_WRITE,
  CACHE_WRITE_1H,
  OUTPUT,
  REASONING,
  INPUT_AUDIO,
  CACHE_READ_AUDIO,
  OUTPUT_AUDIO,
  INPUT_IMAGE,
  OUTPUT_IMAGE,
  REQUESTS,
  HOURS;

  private static final Map<String, PriceClass> BY_LABEL = new HashMap<>();

  static {
    for (var one : values()) {
      BY_LABEL.put(one.label, one);
    }
  }

  private final String label = name().toLowerCase(Locale.ROOT);

  /// As JSON names it: `cache_read`.
  public String label() {
    return label;
  }

  static @Nullable PriceClass of(String label) {
    return BY_LABEL.get(label);
  }
}
