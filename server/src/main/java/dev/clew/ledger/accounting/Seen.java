// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger.accounting;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the calls of a run have carried so far. Content that appears twice in one call counts as
/// two things, of which the second is a duplicate.
final class Seen {

  /// @param occurrence which one of equal contents in a call
  record Key(long content, Segment.Kind kind, int occurrence) {}

  private record Carried(String agent, long tokens) {}

  private final Map<Key, Carried> carried = new HashMap<>();

  /// The keys of a call's segments, in its order.
  static List<Key> keys(List<Segment> segments) {
    Map<Key, Integer> counts = new HashMap<>();
    var keys = new ArrayList<Key>(segments.size());
    for (var segment : segments) {
      var content = new Key(segment.key(), segment.kind(), 0);
      int occurrence = counts.merge(content, 1, Integer::sum) - 1;
      keys.add(occurrence == 0 ? content : new Key(segment.key(), segment.kind(), occurrence));
    }
    return keys;
  }

  boolean has(Key key) {
    return carried.containsKey(key);
  }

  /// The agent whose call carried it first; empty when none did.
  String firstAgent(Key key) {
    var before = carried.get(key);
    return before == null ? "" : before.agent();
  }

  /// Remembers it.
  ///
  /// @return the tokens that are new: all of them the first time, what it has grown by later
  long carry(Key key, String agent, long tokens) {
    var before = carried.get(key);
    if (before == null) {
      carried.put(key, new Carried(agent, tokens));
      return tokens;
    }
    if (key.kind() == Segment.Kind.OVERHEAD && tokens > before.tokens()) {
      carried.put(key, new Carried(before.agent(), tokens));
      return tokens - before.tokens();
    }
    return 0;
  }
}
