// SPDX-License-Identifier: Apache-2.0
package dev.clew.admin;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A credential of a project, without its secret.
public record ApiKey(
    String id,
    String name,
    Type type,
    String project,
    String createdAt,
    @Nullable String lastUsedAt,
    @Nullable String revokedAt) {

  ApiKey usedAt(String time) {
    return new ApiKey(id, name, type, project, createdAt, time, revokedAt);
  }

  ApiKey revokedAt(String time) {
    return new ApiKey(id, name, type, project, createdAt, lastUsedAt, time);
  }

  /// What a key may do.
  public enum Type {
    /// Send telemetry, nothing else: safe to hand out.
    INGEST,
    /// Send telemetry from pages and apps, where everyone can read it: at a limited rate.
    PUBLIC,
    /// Read a project.
    READ,
    /// Read, and change what is set up.
    ADMIN;

    private final String label = name().toLowerCase(Locale.ROOT);

    public String label() {
      return label;
    }

    static @Nullable Type of(String label) {
      for (var type : values()) {
        if (type.label.equals(label)) {
          return type;
        }
      }
      return null;
    }
  }
}
