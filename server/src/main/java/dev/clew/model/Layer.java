// SPDX-License-Identifier: Apache-2.0
package dev.clew.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Which hop recorded a span.
public enum Layer {
  CLIENT,
  API_GATEWAY,
  APP,
  AI_GATEWAY,
  MODEL_SERVER,
  TOOL,
  DATA,
  INFRA;

  private final String label = name().toLowerCase(Locale.ROOT);

  public String label() {
    return label;
  }

  /// Of all layers, in the order in which a request passes them.
  public static List<String> labels() {
    return Arrays.stream(values()).map(Layer::label).toList();
  }
}
