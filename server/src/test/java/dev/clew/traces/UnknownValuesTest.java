// SPDX-License-Identifier: Apache-2.0
package dev.clew.traces;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a span does not say matches no condition, and every negation of one.
final class UnknownValuesTest {

  private static final String PROJECT = "unknown-values";
  private static final TestApi API = TestApi.shared();

  @BeforeAll
  static void send() {
    var root = SentSpan.root(1, "root").with("retries", "many");
    API.send(
        PROJECT,
        root,
        SentSpan.chat(root, 1, "m", 10, 0).with("gen_ai.request.stream", true).with("retries", 3),
        SentSpan.chat(root, 2, "m", 20, 5).with("gen_ai.request.stream", false),
        root.child(3, "chat m").with("gen_ai.operation.name", "chat"));
  }

  @ParameterizedTest
  @CsvSource({
    "stream:true,        1",
    "stream:false,       2",
    "stream:*,           1 2",
    "-stream:*,          0 3",
    "-stream:true,       0 2 3",
    "tokens<1000,        1 2",
    "tokens>=0,          1 2",
    "-tokens>15,         0 1 3",
    "input_tokens:-1,    ''",
    "output_tokens:0,    1",
    "ttft_ms<1000,       ''",
    "ttft_ms:*,          ''",
    "tpot_ms<=5,         ''",
    "cost<1,             ''",
    "attr.retries<5,     1",
    "-attr.retries<5,    0 2 3",
    "billable:*,         0 1 2 3",
    "billable:false,     0 3"
  })
  void matchNothing(String filter, String spans) {
    var found = new ArrayList<String>();
    var answer = API.get(PROJECT, "/spans", "q", filter);
    assertThat(answer.status()).isEqualTo(200);
    answer
        .body()
        .path("spans")
        .forEach(span -> found.add(Long.toString(number(span.path("span_id").asText()))));
    assertThat(String.join(" ", found.stream().sorted().toList())).isEqualTo(spans);
  }

  /// Spans are numbered from 1000 in the first trace.
  private static long number(String id) {
    return Long.parseLong(id, 16) - 1_000;
  }
}
