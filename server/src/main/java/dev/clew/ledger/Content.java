// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The bodies behind the hashes of one trace, measured.
///
/// @param messages by hash
/// @param texts lengths of plain inputs and outputs in bytes, by hash
/// @param definitions system prompts and tools by hash in hexadecimal
record Content(
    Map<Long, List<Sized>> messages, Map<Long, Text> texts, Map<String, List<Sized>> definitions) {

  /// @param text its begin
  record Text(String text, long bytes) {}

  static Content empty() {
    return new Content(new HashMap<>(), new HashMap<>(), new HashMap<>());
  }

  @Nullable List<Sized> message(long hash) {
    return messages.get(hash);
  }

  long bytes(long hash) {
    var text = texts.get(hash);
    return text == null ? -1 : text.bytes();
  }
}
