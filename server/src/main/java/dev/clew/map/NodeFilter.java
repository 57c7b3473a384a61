// SPDX-License-Identifier: Apache-2.0
package dev.clew.map;

import org.jspecify.annotations.Nullable;

/// The filter that selects the traces behind a node of the map.
final class NodeFilter {

  private NodeFilter() {}

  /// `null` when no field tells them.
  ///
  /// @param knownBy as in `edges_1m`
  static @Nullable String of(String knownBy, String name) {
    return switch (knownBy) {
      case "service", "provider", "peer", "mcp_server" -> knownBy + ":" + quoted(name);
      default -> null;
    };
  }

  private static String quoted(String name) {
    return "\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
