// SPDX-License-Identifier: Apache-2.0
package dev.clew.benchmarks;

import java.util.Random;

/// Text that compresses about as well as people's: made-up words, the frequent ones often.
final class Prose {

  private static final int WORDS = 20_000;
  private static final String CONSONANTS = "bcdfghklmnprstvz";
  private static final String VOWELS = "aeiou";

  private final Random random;
  private final String[] words = new String[WORDS];

  Prose(Random random) {
    this.random = random;
    var letters = new Random(42);
    for (int i = 0; i < WORDS; i++) {
      var word = new StringBuilder();
      for (int syllable = 1 + Math.min(3, i / 200 + letters.nextInt(2)); syllable > 0; syllable--) {
        word.append(CONSONANTS.charAt(letters.nextInt(CONSONANTS.length())));
        word.append(VOWELS.charAt(letters.nextInt(VOWELS.length())));
      }
      words[i] = word.toString();
    }
  }

  String text(int chars) {
    var text = new StringBuilder(chars + 10);
    while (text.length() < chars) {
      // Zipf's law, near enough.
      int rank = (int) (WORDS * Math.pow(random.nextDouble(), 5));
      text.append(words[rank]).append(random.nextInt(12) == 0 ? ". " : " ");
    }
    return text.toString().strip();
  }
}
