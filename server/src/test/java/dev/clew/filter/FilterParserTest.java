// SPDX-License-Identifier: Apache-2.0
package dev.clew.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.clew.model.Filter;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FilterParserTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // filter | position | length | message
        "modell:gpt               | 0  | 6 | unknown field 'modell'; did you mean 'model'?",
        "status:ok modell:gpt     | 10 | 6 | unknown field 'modell'; did you mean 'model'?",
        "(a OR zzzzzzz>3)         | 6  | 7 | unknown field 'zzzzzzz'",
        "status:bad               | 7  | 3 | status: bad (expected: one of ok, error, unset)",
        "stream:tr*               | 7  | 3 | stream: tr* (expected: one of true, false)",
        "llm_calls:many           | 10 | 4 | llm_calls: many (expected: a number)",
        "tokens>abc               | 7  | 3 | tokens: 'abc' (expected: a number)",
        "tokens>                  | 6  | 1 | tokens: '' (expected: a number)",
        "NOT                      | 0  | 3 | a condition must follow NOT",
        "(a NOT )                 | 3  | 3 | a condition must follow NOT",
        "service>3                | 0  | 7 | service is not a number; use service:value",
        "service:                 | 7  | 1 | a value must follow service:",
        "trace:xyz                | 6  | 3 | trace: xyz (expected: hexadecimal digits)",
        "(status:ok               | 0  | 1 | '(' is never closed",
        "status:ok)               | 9  | 1 | unexpected ')'",
        "x \"never closed         | 2  | 13 | the quote is never closed",
        "has:sesion               | 4  | 6 | unknown field 'sesion'; did you mean 'session'?",
      })
  void saysWhereItIsWrong(String filter, int position, int length, String message) {
    assertThatExceptionOfType(FilterException.class)
        .isThrownBy(() -> FilterParser.parse(filter))
        .satisfies(
            wrong -> {
              assertThat(wrong.detail()).isEqualTo(message);
              assertThat(wrong.position()).isEqualTo(position);
              assertThat(wrong.length()).isEqualTo(length);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "servise, service",
    "servcie, service",
    "srevice, service",
    "modle, model",
    "statsu, status",
    "ttft_m, ttft_ms",
    "lmm_calls, llm_calls"
  })
  void suggestsTheNearestField(String wrong, String meant) {
    assertThatExceptionOfType(FilterException.class)
        .isThrownBy(() -> FilterParser.parse(wrong + ":shop"))
        .satisfies(refused -> assertThat(refused.suggestion()).isEqualTo(meant));
  }

  @Test
  void nothingBreaksIt() {
    var words =
        List.of(
            "NOT", "AND", "OR", "(", ")", "-", "\"", "\\", ":", ">", "<=", ",", "*", " ", "a",
            "service", "tokens", "trace", "stream", "has", "text", "in", "attr.", "5", "\0", "é");
    var random = new Random(7);
    for (int i = 0; i < 50_000; i++) {
      var filter = new StringBuilder();
      for (int word = random.nextInt(8); word >= 0; word--) {
        filter
            .append(words.get(random.nextInt(words.size())))
            .append(random.nextBoolean() ? " " : "");
      }
      try {
        FilterParser.parse(filter.toString());
      } catch (FilterException wrong) {
        assertThat(wrong.position()).isBetween(0, filter.length());
      }
    }
  }

  @Test
  void wordsStandNextToConditions() {
    assertThat(FilterParser.parse("refund status:error"))
        .isEqualTo(
            new Filter.And(
                List.of(
                    new Filter.Text("refund", Filter.Where.ANYWHERE),
                    new Filter.Is("status", List.of("error")))));
  }

  @Test
  void andBindsMoreTightlyThanOr() {
    assertThat(FilterParser.parse("a b OR c"))
        .isEqualTo(
            new Filter.Or(
                List.of(
                    new Filter.And(
                        List.of(
                            new Filter.Text("a", Filter.Where.ANYWHERE),
                            new Filter.Text("b", Filter.Where.ANYWHERE))),
                    new Filter.Text("c", Filter.Where.ANYWHERE))));
  }

  @Test
  void namesOfAnswersAreFieldsToo() {
    assertThat(FilterParser.parse("session_id:s1"))
        .isEqualTo(new Filter.Is("session", List.of("s1")));
  }

  @Test
  void refusesWhatIsTooDeepOrTooLong() {
    for (var filter :
        List.of("(".repeat(40) + "a" + ")".repeat(40), "a ".repeat(300), "a".repeat(9_000))) {
      assertThatExceptionOfType(FilterException.class)
          .isThrownBy(() -> FilterParser.parse(filter))
          .satisfies(wrong -> assertThat(wrong.position()).isLessThanOrEqualTo(filter.length()));
    }
  }
}
