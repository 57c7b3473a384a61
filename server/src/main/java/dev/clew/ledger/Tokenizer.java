// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import java.util.Locale;
import java.util.regex.Pattern;

/// How many tokens a model makes of a text.
public enum Tokenizer {
  /// OpenAI's since GPT-4o; exact.
  O200K,
  /// OpenAI's before, and that of its embeddings; exact.
  CL100K,
  /// By bytes and script: the vendor does not publish its tokenizer.
  BYTES;

  private static final Pattern OLD =
      Pattern.compile("(gpt-4(?!o|\\.1|\\.5)|gpt-3\\.5|gpt-35|text-embedding-).*");
  private static final Pattern NEW =
      Pattern.compile("(gpt-|chatgpt-|o[1345](-|$)|codex-|computer-use).*");

  /// Longer text is counted by its begin.
  private static final int COUNTED_CHARS = 65_536;

  // Start values of the specification of the ledger: characters of one token.
  private static final double PROSE = 4.0;
  private static final double JSON = 3.3;
  private static final double WIDE = 1 / 0.8;

  /// Read from the library's files when first asked.
  private static final EncodingRegistry ENCODINGS = Encodings.newLazyEncodingRegistry();

  /// @param model as telemetry names it, with or without a provider before it
  public static Tokenizer of(String model) {
    var name = model.toLowerCase(Locale.ROOT);
    name = name.substring(name.lastIndexOf('/') + 1);
    return OLD.matcher(name).matches() ? CL100K : NEW.matcher(name).matches() ? O200K : BYTES;
  }

  public boolean isExact() {
    return this != BYTES;
  }

  /// Tokens of a text. What is longer than 65,536 characters is taken to go on as it began.
  public double count(String text) {
    if (text.isEmpty()) {
      return 0;
    }
    var counted = text.length() > COUNTED_CHARS ? text.substring(0, COUNTED_CHARS) : text;
    double tokens =
        switch (this) {
          case O200K -> exact(EncodingType.O200K_BASE, counted);
          case CL100K -> exact(EncodingType.CL100K_BASE, counted);
          case BYTES -> estimate(counted);
        };
    return tokens * text.length() / counted.length();
  }

  private static double exact(EncodingType type, String text) {
    return ENCODINGS.getEncoding(type).countTokensOrdinary(text);
  }

  private static double estimate(String text) {
    int wide = 0;
    for (int i = 0; i < text.length(); i++) {
      // From the CJK radicals on, a character is a word or a syllable.
      wide += text.charAt(i) >= 0x2E80 ? 1 : 0;
    }
    char first = text.charAt(0);
    double narrow = first == '{' || first == '[' ? JSON : PROSE;
    return wide / WIDE + (text.length() - wide) / narrow;
  }
}
