// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"a\":1,\"b\":2}; {\"b\":2,\"a\":1}",
        "{\"a\":1}; {\"a\": 1.0 }",
        "{\"a\":1}; {\"a\":\"1\"}",
        "{\"q\":\"two  words \"}; {\"q\":\"two words\"}",
        "{\"q\":\"x\",\"request_id\":\"77\"}; {\"q\":\"x\",\"requestId\":\"78\"}",
        "{\"q\":\"x\",\"_meta\":{\"progressToken\":1}}; {\"q\":\"x\"}",
        "{\"q\":\"x\",\"more\":null}; {\"q\":\"x\"}",
        "{\"id\":\"3f2504e0-4f89-11d3-9a0c-0305e82c3301\"}; {\"id\":\"9f2504e0-4f89-11d3-9a0c-0305e82c3302\"}",
        "find  this; find this"
      })
  void callsThatAskForTheSameAreTheSame(String one, String other) {
    assertThat(Arguments.normalised(one)).isEqualTo(Arguments.normalised(other));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"page\":1}; {\"page\":2}",
        "{\"q\":\"a\"}; {\"q\":\"A\"}",
        "[1,2]; [2,1]",
        "{\"a\":{\"b\":1}}; {\"b\":1}"
      })
  void callsThatAskForSomethingElseDiffer(String one, String other) {
    assertThat(Arguments.normalised(one)).isNotEqualTo(Arguments.normalised(other));
  }

  @Test
  void whatIsNestedTooDeepIsComparedAsItIs() {
    var deep = "[".repeat(200) + "]".repeat(200);
    assertThat(Arguments.normalised(deep)).isEqualTo(Arguments.normalised(deep));
  }
}
