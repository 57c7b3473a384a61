// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleBookTest {

  @ParameterizedTest
  @CsvSource({
    "openinference.instrumentation.langchain, openinference",
    "@arizeai/openinference-instrumentation-openai, openinference",
    "opentelemetry.instrumentation.openai.v1, openllmetry",
    "traceloop.tracer, openllmetry",
    "opentelemetry.instrumentation.genai.openai, otel_genai",
    "opentelemetry.util.genai.handler, otel_genai",
  })
  void knowsADialectByItsScope(String scope, String dialect) {
    assertThat(RuleBook.DIALECTS.get(RuleBook.dialectOf(scope)).id()).isEqualTo(dialect);
  }

  @Test
  void doesNotTakeAnyInstrumentationForADialect() {
    assertThat(RuleBook.dialectOf("opentelemetry.instrumentation.requests")).isNegative();
    assertThat(RuleBook.dialectOf("my-app")).isNegative();
  }

  @Test
  void findsTheRuleOfAnIndexedKey() {
    assertThat(RuleBook.indexedRule("gen_ai.prompt.0.role"))
        .extracting(Rule::field)
        .isEqualTo(Field.INPUT_MESSAGES);
    assertThat(RuleBook.indexedRule("gen_ai.prompt.name")).isNull();
    assertThat(RuleBook.indexedRule("")).isNull();
  }
}
