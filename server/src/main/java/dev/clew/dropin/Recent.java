// SPDX-License-Identifier: Apache-2.0
package dev.clew.dropin;

import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/// What was stored last, within a number of bytes; the oldest is forgotten first. Not safe for
/// threads.
final class Recent {

  private final long limit;
  private final LinkedHashMap<Held.Key, Held> byKey = new LinkedHashMap<>();
  private long bytes;

  /// @param limit in bytes
  Recent(long limit) {
    this.limit = limit;
  }

  @Nullable Held get(Held.Key key) {
    return byKey.get(key);
  }

  void put(Held one) {
    var before = byKey.remove(one.key());
    bytes += one.bytes() - (before == null ? 0 : before.bytes());
    byKey.put(one.key(), one);
    while (bytes > limit && !byKey.isEmpty()) {
      bytes -= byKey.pollFirstEntry().getValue().bytes();
    }
  }
}
