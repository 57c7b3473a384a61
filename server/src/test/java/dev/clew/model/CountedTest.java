// SPDX-License-Identifier: Apache-2.0
package dev.clew.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CountedTest {

  @Test
  void oneIsNotMany() {
    assertThat(new Counted(1, "span").were()).isEqualTo("1 span was");
    assertThat(new Counted(0, "span").were()).isEqualTo("0 spans were");
    assertThat(new Counted(1, "call").have()).isEqualTo("1 call has");
    assertThat(new Counted(2_000, "call").have()).isEqualTo("2,000 calls have");
    assertThat(new Counted(2_000, "data point").text()).isEqualTo("2,000 data points");
  }
}
