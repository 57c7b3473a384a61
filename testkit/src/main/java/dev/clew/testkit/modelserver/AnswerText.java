// SPDX-License-Identifier: Apache-2.0
package dev.clew.testkit.modelserver;

import dev.clew.testkit.modelserver.ChatRequest.Turn;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/// What the simulated model says: a choice when the system prompt asks for "one of: a, b, c",
/// otherwise what the tools returned between stock sentences.
final class AnswerText {

  private static final Pattern CHOICE = Pattern.compile("(?i)one of: ([a-z_, ]+)");
  private static final int QUOTED_CHARACTERS = 220;

  private static final List<String> OPENINGS =
      List.of(
          "Thanks for getting in touch.",
          "I have looked into this for you.",
          "Good question, here is what I found.",
          "Sorry for the trouble, let me explain.");

  private static final List<String> CLOSINGS =
      List.of(
          "Is there anything else that I can help you with?",
          "If this does not solve it, reply here and a colleague will take over.",
          "You will also get this by e-mail within a few minutes.",
          "Please keep your order number at hand in case you call us.",
          "Refunds reach your account within five working days after we have received the parcel.",
          "Our shops are open from nine to six, and the help desk answers until ten in the evening.");

  private final Dice dice;

  AnswerText(Dice dice) {
    this.dice = dice;
  }

  String of(ChatRequest request) {
    var choice = CHOICE.matcher(String.join("\n", request.texts("system")));
    if (choice.find()) {
      return closest(List.of(choice.group(1).split("[, ]+")), request.question());
    }
    var question = request.question();
    var text = new StringBuilder(pick(OPENINGS, "opening", question));
    for (var turn : request.sinceQuestion()) {
      if (turn.role().equals("tool")) {
        text.append(" I found this: ").append(quoted(turn)).append('.');
      }
    }
    int closings = 1 + dice.roll("length", question, 4);
    for (int i = 0; i < closings; i++) {
      text.append(' ').append(pick(CLOSINGS, "closing" + i, question));
    }
    return text.toString();
  }

  private String pick(List<String> sentences, String purpose, String question) {
    return sentences.get(dice.roll(purpose, question, sentences.size()));
  }

  private static String closest(List<String> choices, String question) {
    var words = Words.of(question);
    return choices.stream()
        .max(Comparator.comparingInt(choice -> Words.shared(Words.of(choice), words)))
        .orElseThrow();
  }

  /// Without the punctuation of JSON and the envelope of MCP, in which results mostly come.
  private static String quoted(Turn turn) {
    var text =
        turn.text()
            .replaceAll("\\\\n|[\\[\\]{}\"\\\\\\s]+", " ")
            .replaceAll(" (?=[:,])", "")
            .replaceFirst("^ *text: ", "")
            .strip();
    return text.length() <= QUOTED_CHARACTERS ? text : text.substring(0, QUOTED_CHARACTERS) + " …";
  }
}
