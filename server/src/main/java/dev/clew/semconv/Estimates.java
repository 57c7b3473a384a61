// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import dev.clew.model.Content;
import dev.clew.model.Message;
import dev.clew.model.Part;
import dev.clew.semconv.dialect.RuleBook;
import java.util.List;

/// Tells tokens that an instrumentation counted itself from those of the provider.
///
/// OpenLIT takes two characters for a token where a stream ends without usage, and writes the
/// result under the names of reported figures. Its count of the answer can be repeated; its count
/// of the prompt cannot, because it was made of other text than the span holds.
final class Estimates {

  private static final int CHARACTERS_PER_TOKEN = 2;

  private Estimates() {}

  /// A provider that reports usage counts something for every answer.
  static boolean isMadeUp(Draft draft, Tokens tokens, Content content) {
    if (draft.primary() != RuleBook.OPENLIT || tokens.input() == null || tokens.cached() > 0) {
      return false;
    }
    long output = Tokens.orZero(tokens.output());
    return !content.output().isEmpty() && (output == 0 || output == count(content.output()));
  }

  private static long count(List<Message> answer) {
    long characters = 0;
    for (var message : answer) {
      for (var part : message.parts()) {
        if (part instanceof Part.Text(var text)) {
          characters += text.codePointCount(0, text.length());
        }
      }
    }
    return Math.ceilDiv(characters, CHARACTERS_PER_TOKEN);
  }
}
