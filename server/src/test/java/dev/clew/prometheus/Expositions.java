// SPDX-License-Identifier: Apache-2.0
package dev.clew.prometheus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// What real servers answer to a scrape.
final class Expositions {

  static final List<String> NAMES =
      List.of(
          "vllm",
          "lmcache",
          "dcgm",
          "higress",
          "kong",
          "envoy-ai-gateway",
          "apisix",
          "kubelet",
          "openmetrics");

  private Expositions() {}

  static String text(String name) {
    try (var in = Expositions.class.getResourceAsStream("/golden/prometheus/" + name + ".txt")) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
