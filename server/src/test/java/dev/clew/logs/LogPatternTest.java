// SPDX-License-Identifier: Apache-2.0
package dev.clew.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogPatternTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "took 17 ms | took * ms",
        "took 3.5ms for 10.0.0.1:8080 | took * for *",
        "2026-11-20T10:00:00.123Z started | * started",
        "2026-11-20 10:00:00 started | * * started",
        "user 123e4567-e89b-12d3-a456-426614174000 left | user * left",
        "commit deadbeef01 on main | commit * on main",
        "GET /orders/17/items | GET /orders/*/items",
        "model gpt-4o said \"hello there\" | model gpt-* said *",
        "can't open file 'a b.txt' | can't open file *",
        "{\"order\":17,\"name\":\"x\"} | {\"order\":*,\"name\":*}",
        "{\"arguments\":\"{\\\"city\\\":\\\"Oslo\\\"}\"} | {\"arguments\":*}",
        "an \"open quote | an *",
        "facade decade | facade decade"
      })
  void keepsWhatIsTheSameInEveryLine(String line, String template) {
    assertThat(LogPattern.template(line)).isEqualTo(template);
  }

  @Test
  void linesThatDifferInValuesHaveTheSameId() {
    var first = LogPattern.id(LogPattern.template("order 17 of \"ann\" paid"));
    assertThat(LogPattern.id(LogPattern.template("order 4711 of \"bob\" paid"))).isEqualTo(first);
    assertThat(LogPattern.id(LogPattern.template("order 17 of \"ann\" lost"))).isNotEqualTo(first);
    assertThat(LogPattern.id(LogPattern.template(""))).isZero();
  }

  @Test
  void readsAnyText() {
    var random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      var text = new StringBuilder();
      for (int n = random.nextInt(60); n > 0; n--) {
        text.append("ab1f'\"-.:/@+ {}\n\\é😀_".charAt(random.nextInt(20)));
      }
      LogPattern.template(text.toString());
    }
  }
}
