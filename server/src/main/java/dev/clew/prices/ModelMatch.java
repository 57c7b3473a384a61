// SPDX-License-Identifier: Apache-2.0
package dev.clew.prices;

import java.util.List;
import java.util.regex.Pattern;

/// Which names a price or a provider answers to. Names are compared in lower case.
sealed interface ModelMatch {

  record Exactly(String name) implements ModelMatch {}

  record Prefix(String start) implements ModelMatch {}

  record Suffix(String end) implements ModelMatch {}

  record Part(String text) implements ModelMatch {}

  /// Only the bundled book has patterns: they are known and checked.
  record Matching(Pattern pattern) implements ModelMatch {}

  record AnyOf(List<ModelMatch> matches) implements ModelMatch {}

  record AllOf(List<ModelMatch> matches) implements ModelMatch {}

  /// @param name in lower case
  default boolean test(String name) {
    return switch (this) {
      case Exactly(var wanted) -> name.equals(wanted);
      case Prefix(var start) -> name.startsWith(start);
      case Suffix(var end) -> name.endsWith(end);
      case Part(var text) -> name.contains(text);
      case Matching(var pattern) -> pattern.matcher(name).find();
      case AnyOf(var matches) -> matches.stream().anyMatch(match -> match.test(name));
      case AllOf(var matches) -> matches.stream().allMatch(match -> match.test(name));
    };
  }
}
