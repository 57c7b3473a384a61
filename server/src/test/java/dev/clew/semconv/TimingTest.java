// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import static dev.clew.semconv.RawSpanBuilder.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.clew.model.ModelCall;
import dev.clew.model.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimingTest {

  private static RawSpanBuilder stream() {
    return span()
        .with("gen_ai.operation.name", "chat")
        .with("gen_ai.request.stream", Value.of(true));
  }

  @ParameterizedTest
  @CsvSource({
    "gen_ai.response.time_to_first_chunk, 0.25",
    "gen_ai.response.time_to_first_token, 250000000",
    "gen_ai.client.time_to_first_token, 250",
    // Milliseconds where the conventions say seconds.
    "gen_ai.response.time_to_first_chunk, 250",
  })
  void readsTheFirstTokenInAnyUnit(String key, double value) {
    var call = stream().with(key, Value.of(value)).read().call();

    assertThat(call.ttftMs()).isCloseTo(250, within(1e-6));
  }

  @ParameterizedTest
  @CsvSource({"0", "-1", "NaN", "1e30"})
  void dropsAFirstTokenThatCannotBe(double value) {
    var call = stream().with("gen_ai.response.time_to_first_chunk", Value.of(value)).read().call();

    assertThat(call.ttftMs()).isNull();
  }

  @Test
  void dropsTheDurationOfACallThatDidNotStream() {
    var call =
        span()
            .with("gen_ai.operation.name", "chat")
            .with("gen_ai.response.time_to_first_chunk", Value.of(1.0))
            .read()
            .call();

    assertThat(call).isEqualTo(ModelCall.NONE);
  }

  @Test
  void readsTheFirstTokenFromAnEvent() {
    var call =
        span()
            .with("openinference.span.kind", "LLM")
            .event("First Token Stream Event", 40)
            .read()
            .call();

    assertThat(call.ttftMs()).isEqualTo(40);
    assertThat(call.stream()).isTrue();
  }

  @Test
  void readsTheFirstChunkOfMany() {
    var call =
        span()
            .with("llm.request.type", "chat")
            .event("llm.content.completion.chunk", 30)
            .event("llm.content.completion.chunk", 60)
            .read()
            .call();

    assertThat(call.ttftMs()).isEqualTo(30);
  }

  @Test
  void knowsAStreamWhoseFirstTokenCameAfterTheSpansEnd() {
    var call =
        span()
            .with("openinference.span.kind", "LLM")
            .event("First Token Stream Event", 2000)
            .read()
            .call();

    assertThat(call.stream()).isTrue();
    assertThat(call.ttftMs()).isNull();
  }

  @Test
  void dividesTheRestOfTheTimeByTheOtherTokens() {
    var call =
        stream()
            .with("gen_ai.response.time_to_first_chunk", Value.of(0.1))
            .with("gen_ai.usage.input_tokens", 5)
            .with("gen_ai.usage.output_tokens", 10)
            .read()
            .call();

    assertThat(call.tpotMs()).isCloseTo(100, within(1e-9));
  }

  @Test
  void doesNotBelieveAStreamFlagAmongDefaults() {
    var call =
        span()
            .with("openinference.span.kind", "LLM")
            .with("llm.invocation_parameters", "{\"model\": \"m\", \"stream\": false}")
            .read()
            .call();

    assertThat(call.stream()).isNull();
    assertThat(call.requestModel()).isEqualTo("m");
  }
}
