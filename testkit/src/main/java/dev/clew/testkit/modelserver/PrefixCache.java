// SPDX-License-Identifier: Apache-2.0
package dev.clew.testkit.modelserver;

import java.util.LinkedHashMap;
import java.util.Map;

/// Remembers the beginnings of earlier prompts, as a server with a paged key-value cache does: in
/// blocks, each identified by its own text and everything before it. The oldest blocks go first.
final class PrefixCache {

  static final int BLOCK_TOKENS = 32;

  private static final int BLOCK_CHARACTERS = BLOCK_TOKENS * TokenCount.CHARACTERS_PER_TOKEN;

  private final Map<Long, Boolean> blocks;

  PrefixCache(int maxBlocks) {
    this.blocks =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
            return size() > maxBlocks;
          }
        };
  }

  /// Stores a prompt and returns how many of its first tokens were stored before.
  synchronized int admit(String prompt) {
    int known = 0;
    boolean shared = true;
    long chain = 0;
    for (int start = 0; start + BLOCK_CHARACTERS <= prompt.length(); start += BLOCK_CHARACTERS) {
      var block = prompt.substring(start, start + BLOCK_CHARACTERS);
      chain = Dice.mix(chain ^ Dice.hash(block));
      shared &= blocks.put(chain, true) != null;
      known += shared ? BLOCK_TOKENS : 0;
    }
    return known;
  }
}
