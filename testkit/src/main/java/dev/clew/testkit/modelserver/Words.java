// SPDX-License-Identifier: Apache-2.0
package dev.clew.testkit.modelserver;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// The words of a text that carry meaning: lower case, four letters or more, without a plural `s`.
final class Words {

  private static final int SHORTEST = 4;

  private Words() {}

  static Set<String> of(String text) {
    var words = new HashSet<String>();
    for (var word : text.toLowerCase(Locale.ROOT).split("[^a-z]+")) {
      if (word.length() >= SHORTEST) {
        words.add(word.endsWith("s") ? word.substring(0, word.length() - 1) : word);
      }
    }
    return words;
  }

  static int shared(Set<String> some, Set<String> others) {
    int shared = 0;
    for (var word : some) {
      shared += others.contains(word) ? 1 : 0;
    }
    return shared;
  }
}
