// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv.content;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CutJsonTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":\"hel|{\"a\":\"hel\"}",
        "{\"a\":1,\"b|{\"a\":1}",
        "{\"a\":1,\"b\"|{\"a\":1}",
        "{\"a\":1,\"b\":|{\"a\":1}",
        "{\"a\":1,\"b\":tr|{\"a\":1}",
        "[{\"a\":[1,2|[{\"a\":[1]}]",
        "[\"x\",\"y|[\"x\",\"y\"]",
        "{\"a\":\"tail\\|{\"a\":\"tail\"}",
        "{\"a\":\"tail\\u00|{\"a\":\"tail\"}",
        "{\"a\":\"b\\\\|{\"a\":\"b\\\\\"}",
      })
  void endsWhatWasCut(String cut, String closed) {
    assertThat(CutJson.close(cut)).isEqualTo(closed);
  }

  @Test
  void givesUpOnWhatIsNotCutButWrong() {
    assertThat(CutJson.close("[1}")).isNull();
    assertThat(CutJson.close("[1] and more")).isNull();
    assertThat(CutJson.close("\"Quoted\" and more")).isNull();
    assertThat(CutJson.close("[".repeat(1000))).isNull();
  }

  @Test
  void endsEveryPrefixOfADocumentWithReadableJson() {
    var whole =
        "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"a \\\"b\\\" \\u00e9 {\"},"
            + "{\"n\":[1.5e3,true,null,{}]}],\"name\":null}]";
    for (int end = 1; end < whole.length(); end++) {
      var cut = whole.substring(0, end);
      assertThat(Json.document(cut)).as(cut).isNotNull();
    }
  }
}
