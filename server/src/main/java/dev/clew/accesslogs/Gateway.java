// SPDX-License-Identifier: Apache-2.0
package dev.clew.accesslogs;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The products whose access logs are understood.
public enum Gateway {
  HIGRESS("higress-gateway"),
  ENVOY("envoy-ai-gateway"),
  NGINX("nginx"),
  KONG("kong"),
  APISIX("apisix");

  private final String label = name().toLowerCase(Locale.ROOT);
  private final String service;

  Gateway(String service) {
    this.service = service;
  }

  /// As the `format` parameter and attributes name it.
  public String label() {
    return label;
  }

  /// `service.name` of a line that came without one.
  public String service() {
    return service;
  }

  /// `null` when there is no such product.
  public static @Nullable Gateway of(String label) {
    for (var gateway : values()) {
      if (gateway.label.equals(label)) {
        return gateway;
      }
    }
    return null;
  }
}
