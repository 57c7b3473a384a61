// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger;

import dev.clew.engine.Row;
import dev.clew.model.Counted;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What happened, in one sentence.
final class Sentence {

  private static final double NOTABLE = 0.05;

  private Sentence() {}

  /// @param row of `token_ledger`
  static String of(Row row) {
    long calls = row.number("calls");
    long input = row.number("input_tokens");
    long unique = row.number("unique_tokens");
    if (input == 0) {
      return calls == 1
          ? "The model call reported no input tokens."
          : "None of the %d model calls reported input tokens.".formatted(calls);
    }
    var sentence = new StringBuilder();
    sentence.append(new Counted(calls, "call").text());
    sentence.append(" sent ").append(number(input)).append(" input tokens");
    if (unique > 0 && input > 1.05 * unique) {
      sentence
          .append(", ")
          .append(String.format(Locale.ROOT, "%.1f", (double) input / unique))
          .append(" times what was new");
    }
    var parts = parts(row, input);
    if (!parts.isEmpty()) {
      sentence.append("; ").append(String.join(", ", parts));
    }
    return sentence.append('.').toString();
  }

  /// The shares that are worth a word.
  private static List<String> parts(Row row, long input) {
    long unused = 0;
    long definitions = 0;
    long again = 0;
    long hidden = 0;
    var categories = row.<String>list("entry_category");
    for (int i = 0; i < categories.size(); i++) {
      long tokens = row.<Long>list("entry_tokens").get(i);
      switch (categories.get(i)) {
        case "tooldef" -> {
          definitions += tokens;
          unused += row.<Long>list("entry_waste").get(i);
        }
        case "result_resend" -> again += tokens;
        case "overhead" -> hidden += tokens;
        default -> {}
      }
    }
    var parts = new ArrayList<String>();
    if (unused > NOTABLE * input) {
      parts.add(
          "%s were definitions of tools that were never used".formatted(share(unused, input)));
    } else if (definitions > NOTABLE * input) {
      parts.add("%s were tool definitions".formatted(share(definitions, input)));
    }
    if (again > NOTABLE * input) {
      parts.add("%s were tool results sent again".formatted(share(again, input)));
    }
    if (hidden > NOTABLE * input) {
      parts.add("%s are not shown by the telemetry".formatted(share(hidden, input)));
    }
    return parts;
  }

  private static String share(long part, long whole) {
    return Math.round(100.0 * part / whole) + " %";
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
