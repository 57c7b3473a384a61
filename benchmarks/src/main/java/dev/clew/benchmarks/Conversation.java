// SPDX-License-Identifier: Apache-2.0
package dev.clew.benchmarks;

import java.util.Random;

/// A conversation that grows: each call of an agent sends everything said before.
final class Conversation {

  private final StringBuilder messages = new StringBuilder();
  private final Prose prose;
  private final int turnChars;
  private int turns;

  /// @param turnChars length of one question with its answer
  Conversation(String opening, int turnChars, Prose prose) {
    this.prose = prose;
    this.turnChars = turnChars;
    messages.append(message("user", opening + " " + prose.text(turnChars / 3)));
  }

  /// Goes on until it has `wanted` turns.
  void continueTo(int wanted) {
    while (turns < wanted) {
      turns++;
      messages.append(',').append(message("assistant", prose.text(turnChars / 2)));
      messages.append(',').append(message("user", prose.text(turnChars / 2)));
    }
  }

  String input() {
    return "[" + messages + "]";
  }

  String output(Random random) {
    var answer = message("assistant", prose.text(turnChars / 3 + random.nextInt(100)));
    return "[" + answer.substring(0, answer.length() - 1) + ",\"finish_reason\":\"stop\"}]";
  }

  private static String message(String role, String text) {
    return "{\"role\":\"%s\",\"parts\":[{\"type\":\"text\",\"content\":\"%s\"}]}"
        .formatted(role, text);
  }
}
