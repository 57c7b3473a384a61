// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import dev.clew.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a value as what it should have been: SDKs send numbers as strings, lists as JSON, Python
/// literals or comma-separated text, and words that mean "absent" (semconv §5.3).
final class Coercion {

  /// No call has that many tokens; figures above are epoch times, hashes or overflows.
  private static final double MAX_TOKENS = 1e9;

  private static final Set<String> SENTINELS =
      Set.of("", "none", "null", "unknown", "n/a", "undefined", "<not specified>", "-", "nan");

  private static final int LONGEST_SENTINEL =
      SENTINELS.stream().mapToInt(String::length).max().orElse(0);

  private Coercion() {}

  /// Text, numbers and booleans; `null` for everything else and for empty text.
  static @Nullable String text(@Nullable Value value) {
    return switch (value) {
      case null -> null;
      case Value.Text(var text) -> {
        var trimmed = unquoted(text.strip());
        yield trimmed.isEmpty() ? null : trimmed;
      }
      case Value.Whole(var number) -> Long.toString(number);
      case Value.Real(var number) -> Double.toString(number);
      case Value.Bool(var bool) -> Boolean.toString(bool);
      case Value.Bytes _, Value.Items _, Value.Fields _, Value.Empty _ -> null;
    };
  }

  /// MLflow and others write words as JSON.
  private static String unquoted(String text) {
    int last = text.length() - 1;
    return last > 0
            && text.charAt(0) == '"'
            && text.charAt(last) == '"'
            && text.indexOf('"', 1) == last
        ? text.substring(1, last)
        : text;
  }

  /// Like `text`, without the words that senders write for "absent". Not for fields where a user
  /// may really be called "none".
  static @Nullable String name(@Nullable Value value) {
    var text = text(value);
    return text == null || isSentinel(text) ? null : text;
  }

  private static boolean isSentinel(String text) {
    return text.length() <= LONGEST_SENTINEL && SENTINELS.contains(text.toLowerCase(Locale.ROOT));
  }

  static @Nullable Double number(@Nullable Value value) {
    return switch (value) {
      case null -> null;
      case Value.Whole(var number) -> (double) number;
      case Value.Real(var number) -> Double.isFinite(number) ? number : null;
      case Value.Text(var text) -> Decimal.parse(text);
      case Value.Bool _, Value.Bytes _, Value.Items _, Value.Fields _, Value.Empty _ -> null;
    };
  }

  /// A count of tokens; `null` when it is negative, not whole or beyond belief.
  static @Nullable Long tokens(@Nullable Value value) {
    if (value instanceof Value.Whole(var number)) {
      return number >= 0 && number <= MAX_TOKENS ? number : null;
    }
    var number = number(value);
    return number == null || number < 0 || number > MAX_TOKENS || number != Math.rint(number)
        ? null
        : (Long) number.longValue();
  }

  static @Nullable Boolean bool(@Nullable Value value) {
    return switch (value) {
      case null -> null;
      case Value.Bool(var bool) -> bool;
      case Value.Whole(var number) -> number != 0;
      case Value.Text(var text) ->
          switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes" -> true;
            case "false", "0", "no" -> false;
            default -> null;
          };
      case Value.Real _, Value.Bytes _, Value.Items _, Value.Fields _, Value.Empty _ -> null;
    };
  }

  /// Words of a list in any of its disguises, without empty ones.
  static List<String> words(@Nullable Value value) {
    return switch (value) {
      case null -> List.of();
      case Value.Items(var items) -> {
        var words = new ArrayList<String>(items.size());
        for (var item : items) {
          var word = text(item);
          if (word != null) {
            words.add(word);
          }
        }
        yield words;
      }
      case Value.Text(var text) -> split(text);
      default -> {
        var single = text(value);
        yield single == null ? List.of() : List.of(single);
      }
    };
  }

  /// `["a","b"]`, `['a', 'b']`, `a,b` and `"a"` all mean words between punctuation.
  private static List<String> split(String text) {
    var words = new ArrayList<String>();
    int start = -1;
    for (int i = 0; i <= text.length(); i++) {
      boolean isWord = i < text.length() && "[](),'\"\\ \t\n".indexOf(text.charAt(i)) < 0;
      if (isWord && start < 0) {
        start = i;
      } else if (!isWord && start >= 0) {
        var word = text.substring(start, i);
        if (!SENTINELS.contains(word.toLowerCase(Locale.ROOT))) {
          words.add(word);
        }
        start = -1;
      }
    }
    return words;
  }
}
