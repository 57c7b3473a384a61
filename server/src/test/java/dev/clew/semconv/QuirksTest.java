// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import static dev.clew.semconv.RawSpanBuilder.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Quirk;
import dev.clew.model.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuirksTest {

  private static final String INPUT = "gen_ai.usage.input_tokens";
  private static final String OUTPUT = "gen_ai.usage.output_tokens";
  private static final String SCOPE = "opentelemetry.instrumentation.genai.openai";

  private static RawSpanBuilder chat() {
    return span().scope(SCOPE).with("gen_ai.operation.name", "chat");
  }

  @Test
  void anOrdinaryCallHasNone() {
    var call =
        chat()
            .with("gen_ai.request.model", "gpt-a")
            .with(INPUT, 10)
            .with(OUTPUT, 2)
            .with("gen_ai.input.messages", "[{\"role\":\"user\",\"content\":\"hi\"}]");

    assertThat(call.read().quirks()).isEmpty();
  }

  @Test
  void aNumberAsTextIsReadAndMarked() {
    var read = chat().with(INPUT, "10").with(OUTPUT, "None").read();

    assertThat(read.usage().input()).isEqualTo(10);
    assertThat(read.quirks()).containsExactly(Quirk.NUMBER_AS_TEXT);
  }

  @Test
  void whatIsNoNumberOrNoWordIsMarked() {
    var list = new Value.Items(List.of(Value.of(1)));

    assertThat(chat().with(INPUT, list).read().quirks()).containsExactly(Quirk.WRONG_TYPE);
    assertThat(chat().with(INPUT, "many").read().quirks()).containsExactly(Quirk.WRONG_TYPE);
    assertThat(chat().with("gen_ai.request.model", list).read().quirks())
        .containsExactly(Quirk.WRONG_TYPE);
  }

  @Test
  void tokensThatCannotBeAreMarked() {
    assertThat(chat().with(INPUT, -5).read().quirks()).containsExactly(Quirk.NEGATIVE_TOKENS);
    assertThat(chat().with(INPUT, 1L << 60).read().quirks()).containsExactly(Quirk.ABSURD_TOKENS);
    assertThat(chat().with(INPUT, Value.of(Double.NaN)).read().quirks())
        .containsExactly(Quirk.ABSURD_TOKENS);
  }

  @Test
  void figuresThatContradictEachOtherAreMarked() {
    var cached = chat().with(INPUT, 20).with("gen_ai.usage.cache_read.input_tokens", 80);
    var total =
        chat().with(INPUT, 20).with(OUTPUT, 5).with("gen_ai.usage.total_tokens", 900).read();

    assertThat(cached.read().quirks()).containsExactly(Quirk.CACHE_ABOVE_INPUT);
    assertThat(total.quirks()).containsExactly(Quirk.TOTAL_MISMATCH);
  }

  @Test
  void cutJsonIsReadAsFarAsItGoesAndMarked() {
    var read =
        chat().with("gen_ai.input.messages", "[{\"role\":\"user\",\"content\":\"cut o").read();

    assertThat(read.content().input()).hasSize(1);
    assertThat(read.quirks()).containsExactly(Quirk.JSON_CUT);
  }
}
