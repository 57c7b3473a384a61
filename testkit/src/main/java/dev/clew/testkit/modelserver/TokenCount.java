// SPDX-License-Identifier: Apache-2.0
package dev.clew.testkit.modelserver;

/// Counts tokens by a rule that anyone can repeat: four characters are a token, what is left over
/// is one more. English text in common tokenizers comes close to it.
final class TokenCount {

  static final int CHARACTERS_PER_TOKEN = 4;

  private TokenCount() {}

  static int of(String text) {
    return Math.ceilDiv(text.length(), CHARACTERS_PER_TOKEN);
  }
}
