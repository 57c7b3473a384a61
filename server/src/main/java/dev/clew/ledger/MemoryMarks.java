// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger;

import dev.clew.ledger.Segment.Kind;
import dev.clew.ledger.Segment.Owner;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Memory that is known by its name: blocks between tags such as `<memory_blocks>`, and tools whose
/// name or server says so.
final class MemoryMarks {

  /// Letta writes `memory_blocks` and `core_memory`, others `memory`, `memories`, `user_memories`.
  private static final Pattern OPEN =
      Pattern.compile("<((?:[a-z]+[_-])?memor(?:y|ies)(?:[_-](?:blocks?|context))?)>", 2);

  private static final Pattern WORDS = Pattern.compile("[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])");
  private static final Set<String> NAMES =
      Set.of("memory", "memories", "mem0", "recall", "remember");

  /// With these it is about the memory of a machine.
  private static final Set<String> MACHINES =
      Set.of("usage", "gpu", "heap", "free", "total", "process", "leak", "stats", "limit", "ram");

  private MemoryMarks() {}

  /// The pieces of a part: blocks of memory, and what stands around them.
  static List<Part> split(Part part) {
    if (!Recalled.holdsPrompt(part) || !part.text().contains("<")) {
      return List.of(part);
    }
    var text = part.text();
    var pieces = new ArrayList<Part>();
    var open = OPEN.matcher(text);
    int from = 0;
    while (open.find(from)) {
      var close = "</" + open.group(1) + ">";
      int end = text.indexOf(close, open.end());
      if (end < 0) {
        break;
      }
      add(pieces, part, part.kind(), text.substring(from, open.start()));
      from = end + close.length();
      add(pieces, part, Kind.MEMORY, text.substring(open.start(), from));
    }
    if (pieces.isEmpty()) {
      return List.of(part);
    }
    add(pieces, part, part.kind(), text.substring(from));
    return pieces;
  }

  private static void add(List<Part> pieces, Part of, Kind kind, String text) {
    if (!text.isEmpty()) {
      // What the message itself takes is counted with its first piece.
      pieces.add(new Part(kind, text, "", "", pieces.isEmpty() ? of.extraTokens() : 0));
    }
  }

  /// What the result of a tool is.
  static Kind resultOf(Owner owner) {
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
