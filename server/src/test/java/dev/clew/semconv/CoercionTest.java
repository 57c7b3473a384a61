// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoercionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"12|12", "1,234|1234", "\"7\"|7", "8.0|8", "1e3|1000"})
  void readsNumbersSentAsText(String text, long number) {
    assertThat(Coercion.tokens(Value.of(text))).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "-1", "NaN", "Infinity", "1e999", "0x10", "1.5", "12 tokens"})
  void readsNoTokensFromAnythingElse(String text) {
    assertThat(Coercion.tokens(Value.of(text))).isNull();
  }

  @Test
  void readsWholeNumbersSentAsReal() {
    assertThat(Coercion.tokens(Value.of(5.0))).isEqualTo(5);
    assertThat(Coercion.tokens(Value.of(5.5))).isNull();
  }

  @Test
  void readsBooleansSentAsText() {
    assertThat(Coercion.bool(Value.of("True"))).isTrue();
    assertThat(Coercion.bool(Value.of("false"))).isFalse();
    assertThat(Coercion.bool(Value.of("maybe"))).isNull();
  }

  @Test
  void keepsAUserWhoIsCalledNone() {
    assertThat(Coercion.text(Value.of("none"))).isEqualTo("none");
    assertThat(Coercion.name(Value.of("none"))).isNull();
  }
}
