// SPDX-License-Identifier: Apache-2.0
package dev.clew.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One turn of a conversation.
public record Message(Role role, @Nullable String name, List<Part> parts) {

  /// Who speaks.
  public enum Role {
    SYSTEM,
    DEVELOPER,
    USER,
    ASSISTANT,
    TOOL
  }

  public Message {
    parts = List.copyOf(parts);
  }
}
