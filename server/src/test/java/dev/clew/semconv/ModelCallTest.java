// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import static dev.clew.semconv.RawSpanBuilder.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelCallTest {

  private static RawSpanBuilder chat() {
    return span().with("gen_ai.operation.name", "chat");
  }

  @ParameterizedTest
  @CsvSource({
    "openai, openai",
    "OpenAI, openai",
    "az.ai.openai, azure.ai.openai",
    "AWS, aws.bedrock",
    "vertex_ai, gcp.vertex_ai",
    "langgenius/openai/openai, openai",
    "some-new-vendor, some-new-vendor",
  })
  void givesAProviderOneName(String sent, String provider) {
    assertThat(chat().with("gen_ai.system", sent).read().call().provider()).isEqualTo(provider);
  }

  @ParameterizedTest
  @CsvSource({"langgraph", "strands-agents", "spring_ai", "unknown", "None"})
  void takesNoFrameworkForAProvider(String sent) {
    assertThat(chat().with("gen_ai.provider.name", sent).read().call().provider()).isNull();
  }

  @Test
  void looksFurtherWhenAFrameworkStandsFirst() {
    var call =
        chat().with("gen_ai.provider.name", "langchain").with("llm.provider", "groq").read().call();

    assertThat(call.provider()).isEqualTo("groq");
  }

  @Test
  void dropsModelsThatMeanNone() {
    var call =
        chat().with("gen_ai.request.model", "unknown").with("gen_ai.response.model", "none").read();

    assertThat(call.call().model()).isNull();
  }

  @Test
  void readsWhatTheNameOfAGatewaysModelStandsFor() {
    assertThat(asked("smart", "openai/gpt-5")).isEqualTo("gpt-5");
    assertThat(asked("gpt-5", "openai/gpt-5")).isEqualTo("gpt-5");
  }

  private static @Nullable String asked(String alias, String served) {
    return chat()
        .with("gen_ai.request.model", alias)
        .with("litellm.provider.model", served)
        .read()
        .call()
        .requestModel();
  }

  @Test
  void readsFinishReasonsInAnyDisguise() {
    var array = new Value.Items(List.of(Value.of("tool_calls"), Value.of("stop")));
    assertThat(reasons(array)).containsExactly("tool_call", "stop");
    assertThat(reasons(Value.of("[\"STOP\"]"))).containsExactly("stop");
    assertThat(reasons(Value.of("['end_turn', 'max_tokens']"))).containsExactly("stop", "length");
    assertThat(reasons(Value.of("FinishReason.TOOL_CALLS"))).containsExactly("tool_call");
    assertThat(reasons(Value.of("tool-calls"))).containsExactly("tool_call");
    assertThat(reasons(Value.of("pause_turn"))).containsExactly("other");
  }

  private static List<String> reasons(Value value) {
    return chat().with("gen_ai.response.finish_reasons", value).read().call().finishReasons();
  }

  @Test
  void readsTheResponseIdFromTheOutputOnly() {
    var call =
        span()
            .with("openinference.span.kind", "LLM")
            .with("input.value", "{\"id\": \"chatcmpl-earlier\"}")
            .with("output.value", "{\"id\": \"chatcmpl-1\", \"choices\": [{\"id\": \"x\"}]}")
            .read()
            .call();

    assertThat(call.responseId()).isEqualTo("chatcmpl-1");
  }

  @Test
  void readsTheResponseIdInsideWhatLangChainWrapsAroundIt() {
    assertThat(
            ResponseId.find(
                "{\"generations\": [[{\"message\": {\"id\": [\"langchain\"], \"kwargs\": {"
                    + "\"id\": \"lc_run--1\", \"tool_calls\": [{\"id\": \"call_1\"}],"
                    + "\"response_metadata\": {\"id\": \"chatcmpl-2\"}}}}]]}"))
        .isEqualTo("chatcmpl-2");
  }

  @Test
  void findsNoResponseIdAmongOtherIds() {
    assertThat(ResponseId.find("{\"content\": [{\"id\": \"call_1\"}], \"usage\": {\"id\": 4}}"))
        .isNull();
  }
}
