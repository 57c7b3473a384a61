// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger;

import dev.clew.ledger.accounting.Segment.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// What a run got from its retrievers and its memory, to be found again in what its calls carry.
/// Frameworks paste such texts into prompts as they are, so equal text is enough.
///
/// @param passages the longest first: one that contains another is looked for before it
record Recalled(List<Passage> passages) {

  static final Recalled NOTHING = new Recalled(List.of());

  /// Shorter texts stand in a prompt by chance.
  private static final int SHORTEST = 16;

  private static final int MOST = 200;
  private static final int MOST_TEXT = 1 << 20;

  /// @param kind `RAG` or `MEMORY`
  record Passage(Kind kind, String text) {}

  /// Of very many passages the longest.
  static Recalled of(Collection<Passage> all) {
    var kept = new ArrayList<Passage>();
    int length = 0;
    var longestFirst =
        all.stream()
            .map(one -> new Passage(one.kind(), one.text().strip()))
            .distinct()
            .filter(one -> one.text().length() >= SHORTEST)
            .sorted(Comparator.comparingInt((Passage one) -> one.text().length()).reversed())
            .limit(MOST)
            .toList();
    for (var passage : longestFirst) {
      length += passage.text().length();
      if (length <= MOST_TEXT) {
        kept.add(passage);
      }
    }
    return kept.isEmpty() ? NOTHING : new Recalled(List.copyOf(kept));
  }

  /// The pieces of a part: what was recalled, and what stands around it.
  List<Part> split(Part part) {
    var pieces = MemoryMarks.split(part);
    for (var passage : passages) {
      pieces = split(pieces, passage);
    }
    return pieces;
  }

  private static List<Part> split(List<Part> pieces, Passage passage) {
    if (pieces.stream().noneMatch(piece -> contains(piece, passage))) {
      return pieces;
    }
    var split = new ArrayList<Part>();
    for (var piece : pieces) {
      var rest = piece;
      while (contains(rest, passage)) {
        int at = rest.text().indexOf(passage.text());
        int end = at + passage.text().length();
        addText(split, rest, rest.text().substring(0, at));
        double around = at == 0 ? rest.extraTokens() : 0;
        split.add(new Part(passage.kind(), passage.text(), "", "", around));
        rest = new Part(rest.kind(), rest.text().substring(end), "", "", 0);
      }
      addText(split, rest, rest.text());
    }
    return split;
  }

  private static void addText(List<Part> pieces, Part of, String text) {
    if (!text.isEmpty()) {
      pieces.add(new Part(of.kind(), text, of.callId(), of.tool(), of.extraTokens()));
    }
  }

  private static boolean contains(Part part, Passage passage) {
    return holdsPrompt(part) && part.text().contains(passage.text());
  }

  /// What a caller writes; results of tools stay on the account of their tools.
  static boolean holdsPrompt(Part part) {
    return part.kind() == Kind.USER || part.kind() == Kind.SYSTEM;
  }
}
