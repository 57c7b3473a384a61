// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger;

import dev.clew.ledger.accounting.Segment.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Memory in prompts that is known by its name: blocks between tags such as `<memory_blocks>`.
final class MemoryMarks {

  /// Letta writes `memory_blocks` and `core_memory`, others `memory`, `memories`, `user_memories`.
  private static final Pattern OPEN =
      Pattern.compile("<((?:[a-z]+[_-])?memor(?:y|ies)(?:[_-](?:blocks?|context))?)>", 2);

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
}
