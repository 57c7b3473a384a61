// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv.content;

import dev.clew.model.Message.Role;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Roles of a conversation by the words that SDKs use for them.
final class Roles {

  private Roles() {}

  /// `null` for a word that is none of them.
  static @Nullable Role of(@Nullable String word) {
    if (word == null) {
      return null;
    }
    return switch (word) {
      case "user" -> Role.USER;
      case "assistant" -> Role.ASSISTANT;
      case "system" -> Role.SYSTEM;
      case "tool" -> Role.TOOL;
      default -> rare(word.strip().toLowerCase(Locale.ROOT));
    };
  }

  private static @Nullable Role rare(String word) {
    return switch (word) {
      case "system" -> Role.SYSTEM;
      case "developer" -> Role.DEVELOPER;
      case "user", "human" -> Role.USER;
      case "assistant", "ai", "model", "chatbot", "bot" -> Role.ASSISTANT;
      case "tool", "function", "ipython", "environment" -> Role.TOOL;
      default -> null;
    };
  }
}
