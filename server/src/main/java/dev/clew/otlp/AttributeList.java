// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import dev.clew.model.Attribute;
import dev.clew.model.Attributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Collects attributes: the last value of a repeated key wins in the place of the first; what goes
/// beyond the limit is dropped and counted.
final class AttributeList {

  /// From here on a map finds repeated keys; below, a comparison of the few candidates is faster.
  private static final int MAP_FROM = 40;

  private final int limit;
  private final List<Attribute> entries = new ArrayList<>();
  // A bit per hash of a key: most keys are proven new without looking at the others.
  private long seen;
  private @Nullable Map<String, Integer> positions;
  private int dropped;

  AttributeList(int limit) {
    this.limit = limit;
  }

  void clear() {
    entries.clear();
    seen = 0;
    positions = null;
    dropped = 0;
  }

  void add(Attribute attribute) {
    var key = attribute.key();
    int hash = key.hashCode();
    long bit = 1L << (hash ^ (hash >>> 6) ^ (hash >>> 16));
    int place = (seen & bit) == 0 ? -1 : find(key);
    if (place >= 0) {
      entries.set(place, attribute);
    } else if (entries.size() == limit) {
      dropped++;
    } else {
      seen |= bit;
      if (positions != null) {
        positions.put(key, entries.size());
      }
      entries.add(attribute);
    }
  }

  int dropped() {
    return dropped;
  }

  Attributes build() {
    return entries.isEmpty() ? Attributes.NONE : new Attributes(entries);
  }

  private int find(String key) {
    if (entries.size() < MAP_FROM) {
      for (int i = 0; i < entries.size(); i++) {
        if (entries.get(i).key().equals(key)) {
          return i;
        }
      }
      return -1;
    }
    if (positions == null) {
      positions = new HashMap<>();
      for (int i = 0; i < entries.size(); i++) {
        positions.put(entries.get(i).key(), i);
      }
    }
    return positions.getOrDefault(key, -1);
  }
}
