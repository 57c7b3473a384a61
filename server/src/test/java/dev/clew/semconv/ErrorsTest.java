// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import static dev.clew.semconv.RawSpanBuilder.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Span;
import dev.clew.model.Value;
import org.junit.jupiter.api.Test;

class ErrorsTest {

  @Test
  void prefersTheStatedType() {
    var span =
        span()
            .failed("ValueError: x")
            .with("error.type", "timeout")
            .event("exception", 5, "exception.type", Value.of("ReadTimeout"))
            .read();

    assertThat(span.errorType()).isEqualTo("timeout");
  }

  @Test
  void takesTheLastException() {
    var span =
        span()
            .failed("")
            .event("exception", 5, "exception.type", Value.of("ReadTimeout"))
            .event("exception", 9, "exception.type", Value.of("RetryError"))
            .read();

    assertThat(span.errorType()).isEqualTo("RetryError");
  }

  @Test
  void readsAPythonClassAsItsName() {
    var type = "<class 'openai.RateLimitError'>";

    assertThat(span().failed("").with("error.type", type).read().errorType())
        .isEqualTo("openai.RateLimitError");
  }

  @Test
  void believesALevelWhereTheStatusIsSilent() {
    var span =
        span()
            .scope("langfuse-sdk")
            .with("langfuse.observation.type", "generation")
            .with("langfuse.observation.level", "ERROR")
            .with("langfuse.observation.status_message", "Error: 400 bad request")
            .read();

    assertThat(span.hasFailed()).isTrue();
    assertThat(span.raw().status().message()).isEqualTo("Error: 400 bad request");
  }

  @Test
  void aToolOfStrandsFailedWhereItsStatusSaysSo() {
    assertThat(toolOfStrands("tool.status", "error").hasFailed()).isTrue();
    assertThat(toolOfStrands("gen_ai.tool.status", "error").hasFailed()).isTrue();
    assertThat(toolOfStrands("tool.status", "success").hasFailed()).isFalse();
  }

  private static Span toolOfStrands(String key, String status) {
    return span()
        .scope("strands.telemetry.tracer")
        .with("gen_ai.operation.name", "execute_tool")
        .with("gen_ai.tool.name", "book_table")
        .with(key, status)
        .read();
  }

  @Test
  void aCallThatEndedInAnErrorWithoutTokensHasFailed() {
    var call =
        span()
            .with("gen_ai.operation.name", "chat")
            .with("gen_ai.response.finish_reasons", "error");

    assertThat(call.read().hasFailed()).isTrue();
    assertThat(call.with("gen_ai.usage.input_tokens", 5).read().hasFailed()).isFalse();
  }

  @Test
  void fallsBackToTheStatusCode() {
    assertThat(span().failed("").with("http.response.status_code", 503).read().errorType())
        .isEqualTo("503");
  }

  @Test
  void readsTheClassFromTheDescription() {
    assertThat(span().failed("ValueError('order 7')").read().errorType()).isEqualTo("ValueError");
    assertThat(span().failed("Error code: 429").read().errorType()).isNull();
  }

  @Test
  void hasNoneWithoutAFailure() {
    var span = span().event("exception", 5, "exception.type", Value.of("Handled")).read();

    assertThat(span.errorType()).isNull();
  }

  @Test
  void doesNotTakeAHumanInTheLoopForAFailure() {
    var span =
        span()
            .failed("(Interrupt(value={'approve': 2.5}),)")
            .with("error.type", "langgraph.errors.GraphInterrupt")
            .read();

    assertThat(span.errorType()).isEqualTo("interrupt");
    assertThat(span.hasFailed()).isFalse();
  }

  @Test
  void doesNotTakeAClosedStreamForAFailure() {
    var span =
        span()
            .failed("")
            .event("exception", 5, "exception.type", Value.of("asyncio.CancelledError"))
            .read();

    assertThat(span.errorType()).isEqualTo("cancelled");
    assertThat(span.hasFailed()).isFalse();
  }
}
