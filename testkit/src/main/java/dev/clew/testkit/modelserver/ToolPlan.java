// SPDX-License-Identifier: Apache-2.0
package dev.clew.testkit.modelserver;

import dev.clew.testkit.modelserver.ChatRequest.ToolOffer;
import dev.clew.testkit.modelserver.ChatRequest.Turn;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Decides which tools to call next: those whose name or description shares words with the
/// question, best match first, one step after the other. A failed call is tried once more; a few
/// questions get two calls at once; one in thirty makes the model repeat itself, as real ones do.
final class ToolPlan {

  private static final int MOST_STEPS = 3;
  private static final int MOST_REPEATS = 6;

  private final Dice dice;

  ToolPlan(Dice dice) {
    this.dice = dice;
  }

  /// The tools to call now; empty when it is time to answer.
  List<ToolOffer> next(ChatRequest request) {
    var question = request.question();
    var wanted = wanted(request.tools(), question);
    var since = request.sinceQuestion();
    var called = since.stream().flatMap(turn -> turn.calledTools().stream()).toList();
    if (wanted.isEmpty()) {
      return List.of();
    }
    if (dice.roll("repeats", question, 30) == 0) {
      return called.size() < MOST_REPEATS ? List.of(wanted.getFirst()) : List.of();
    }
    if (called.isEmpty()) {
      boolean parallel = dice.roll("parallel", question, 4) == 0;
      return wanted.subList(0, parallel ? Math.min(2, wanted.size()) : 1);
    }
    if (failed(since.getLast()) && called.size() <= wanted.size()) {
      return wanted.stream().filter(tool -> tool.name().equals(called.getLast())).toList();
    }
    return wanted.stream().filter(tool -> !called.contains(tool.name())).limit(1).toList();
  }

  private static List<ToolOffer> wanted(List<ToolOffer> tools, String question) {
    var words = Words.of(question);
    record Scored(ToolOffer tool, int score) {}
    return tools.stream()
        .map(tool -> new Scored(tool, Words.shared(words, Words.of(about(tool)))))
        .filter(scored -> scored.score() > 0)
        .sorted(Comparator.comparingInt(Scored::score).reversed())
        .limit(MOST_STEPS)
        .map(Scored::tool)
        .toList();
  }

  private static String about(ToolOffer tool) {
    return tool.name() + " " + tool.description();
  }

  private static boolean failed(Turn turn) {
    var text = turn.text().toLowerCase(Locale.ROOT);
    return turn.role().equals("tool") && (text.contains("error") || text.contains("unavailable"));
  }
}
