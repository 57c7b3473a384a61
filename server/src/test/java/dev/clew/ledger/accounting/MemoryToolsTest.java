// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.ledger.accounting.Segment.Kind;
import dev.clew.ledger.accounting.Segment.Owner;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryToolsTest {

  @ParameterizedTest
  @CsvSource({
    "'', search_memory, MEMORY",
    "'', archivalMemorySearch, MEMORY",
    "memory, read_graph, MEMORY",
    "mem0, search, MEMORY",
    "'', get_gpu_memory_usage, RESULT",
    "docs, find, RESULT"
  })
  void toolsOfMemoryAreKnownByName(String server, String tool, Kind kind) {
    assertThat(MemoryTools.resultOf(new Owner(server, tool))).isEqualTo(kind);
  }
}
