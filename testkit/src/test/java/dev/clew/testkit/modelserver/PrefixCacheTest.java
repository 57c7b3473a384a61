// SPDX-License-Identifier: Apache-2.0
package dev.clew.testkit.modelserver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrefixCacheTest {

  private static final int BLOCK = PrefixCache.BLOCK_TOKENS * TokenCount.CHARACTERS_PER_TOKEN;

  private final PrefixCache cache = new PrefixCache(100);

  @Test
  void aPromptSeenForTheFirstTimeHasNothingCached() {
    assertThat(cache.admit("a".repeat(3 * BLOCK))).isZero();
  }

  @Test
  void theSharedBeginningOfALongerPromptIsCachedInWholeBlocks() {
    cache.admit("a".repeat(2 * BLOCK + 5));

    assertThat(cache.admit("a".repeat(2 * BLOCK) + "b".repeat(2 * BLOCK)))
        .isEqualTo(2 * PrefixCache.BLOCK_TOKENS);
  }

  @Test
  void theSameBlockAfterAnotherBeginningIsNotCached() {
    cache.admit("a".repeat(BLOCK) + "b".repeat(BLOCK));

    assertThat(cache.admit("c".repeat(BLOCK) + "b".repeat(BLOCK))).isZero();
  }

  @Test
  void theOldestBlocksGoFirst() {
    var small = new PrefixCache(1);
    small.admit("a".repeat(BLOCK));
    small.admit("b".repeat(BLOCK));

    assertThat(small.admit("a".repeat(BLOCK))).isZero();
  }
}
