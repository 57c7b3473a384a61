// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger.accounting;

import dev.clew.ledger.accounting.Segment.Kind;
import dev.clew.ledger.accounting.Segment.Owner;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Tools that bring memory, known by their name or that of their server.
public final class MemoryTools {

  private static final Pattern WORDS = Pattern.compile("[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])");
  private static final Set<String> NAMES =
      Set.of("memory", "memories", "mem0", "recall", "remember");

  /// With these it is about the memory of a machine.
  private static final Set<String> MACHINES =
      Set.of("usage", "gpu", "heap", "free", "total", "process", "leak", "stats", "limit", "ram");

  private MemoryTools() {}

  /// What the result of a tool is.
  public static Kind resultOf(Owner owner) {
    return isMemory(owner.server()) || isMemory(owner.tool()) ? Kind.MEMORY : Kind.RESULT;
  }

  private static boolean isMemory(String name) {
    boolean isNamed = false;
    for (var part : WORDS.split(name)) {
      var word = part.toLowerCase(Locale.ROOT);
      if (MACHINES.contains(word)) {
        return false;
      }
      isNamed |= NAMES.contains(word);
    }
    return isNamed;
  }
}
