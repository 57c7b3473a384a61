// SPDX-License-Identifier: Apache-2.0
package dev.clew.model;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Attributes in the order in which they were sent. Keys are unique: the last value of a repeated
/// key wins, in the place of the first.
public record Attributes(List<Attribute> entries) implements Iterable<Attribute> {

  public static final Attributes NONE = new Attributes(List.of());

  public Attributes {
    entries = List.copyOf(entries);
  }

  /// Pairs of key and value: `of("a", Value.of(1), "b", Value.of("x"))`.
  public static Attributes of(Object... pairs) {
    var entries = new ArrayList<Attribute>(pairs.length / 2);
    for (int i = 0; i < pairs.length; i += 2) {
      entries.add(new Attribute((String) pairs[i], (Value) pairs[i + 1]));
    }
    return new Attributes(entries);
  }

  public @Nullable Value get(String key) {
    for (var entry : entries) {
      if (entry.key().equals(key)) {
        return entry.value();
      }
    }
    return null;
  }

  /// The value of `key` when it is text, else `null`.
  public @Nullable String text(String key) {
    return get(key) instanceof Value.Text(var text) ? text : null;
  }

  public boolean isEmpty() {
    return entries.isEmpty();
  }

  public int size() {
    return entries.size();
  }

  @Override
  public Iterator<Attribute> iterator() {
    return entries.iterator();
  }
}
