// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import static dev.clew.semconv.RawSpanBuilder.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Usage;
import dev.clew.model.UsageBasis;
import dev.clew.model.Value;
import org.junit.jupiter.api.Test;

class UsagesTest {

  private static final String GENAI_SCOPE = "opentelemetry.instrumentation.genai.openai";

  private static RawSpanBuilder chat() {
    return span().scope(GENAI_SCOPE).with("gen_ai.operation.name", "chat");
  }

  private static RawSpanBuilder tokens(long input, long output) {
    return chat()
        .with("gen_ai.usage.input_tokens", input)
        .with("gen_ai.usage.output_tokens", output);
  }

  @Test
  void leavesInputThatIncludesTheCacheAsItIs() {
    var usage = tokens(100, 10).with("gen_ai.usage.cache_read.input_tokens", 80).read().usage();

    assertThat(usage).isEqualTo(new Usage(100L, 10L, 80L, null, null, UsageBasis.REPORTED, null));
  }

  @Test
  void addsACacheThatIsTooLargeToBeInside() {
    var usage = tokens(20, 10).with("gen_ai.usage.cache_read.input_tokens", 80).read().usage();

    assertThat(usage.input()).isEqualTo(100);
    assertThat(usage.conflict()).isEqualTo("cache 80 above input 20");
  }

  @Test
  void believesTheTotalOfAnUnknownEmitter() {
    var usage =
        tokens(100, 10)
            .scope("my-sdk")
            .with("gen_ai.usage.cache_read.input_tokens", 50)
            .with("gen_ai.usage.total_tokens", 160)
            .read()
            .usage();

    assertThat(usage.input()).isEqualTo(150);
    assertThat(usage.conflict()).isNull();
  }

  @Test
  void addsThoughtsThatOnlyTheTotalOfGeminiHas() {
    var usage =
        tokens(189, 10)
            .with("gen_ai.provider.name", "gcp.gemini")
            .with("gen_ai.usage.total_tokens", 208)
            .read()
            .usage();

    assertThat(usage).isEqualTo(new Usage(189L, 19L, null, null, 9L, UsageBasis.DERIVED, null));
  }

  @Test
  void addsTheCacheThatOpenLitLeavesOut() {
    var usage =
        tokens(97, 10)
            .scope("openlit.instrumentation.anthropic")
            .with("gen_ai.usage.cache_read.input_tokens", 64)
            .read()
            .usage();

    assertThat(usage.input()).isEqualTo(161);
  }

  @Test
  void addsUpBucketsThatShareNothing() {
    var usage =
        span()
            .scope("langfuse-sdk")
            .with("langfuse.observation.type", "generation")
            .with(
                "langfuse.observation.usage_details",
                "{\"input\":58,\"output\":7,\"total\":96,\"input_cache_read\":20,\"output_reasoning\":11}")
            .read()
            .usage();

    assertThat(usage).isEqualTo(new Usage(78L, 18L, 20L, null, 11L, UsageBasis.REPORTED, null));
  }

  @Test
  void findsUsageBesideTheReplyOfAHaystackGenerator() {
    var span =
        span()
            .scope("haystack")
            .with("haystack.component.type", "SomeCloudChatGenerator")
            .with(
                "haystack.component.output",
                "{\"replies\":[{\"role\":\"assistant\",\"meta\":{\"model\":\"m-1\",\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":2}}}]}")
            .read();

    assertThat(span.usage())
        .isEqualTo(new Usage(9L, 2L, null, null, null, UsageBasis.REPORTED, null));
    assertThat(span.call().responseModel()).isEqualTo("m-1");
  }

  @Test
  void findsTheCacheInRepliesThatOpenInferencePrintsForHaystack() {
    var usage =
        span()
            .scope("openinference.instrumentation.haystack")
            .with("openinference.span.kind", "LLM")
            .with("llm.token_count.prompt", 365)
            .with("llm.token_count.completion", 33)
            .with("llm.token_count.total", 398)
            .with(
                "output.value",
                "{\"replies\": [\"ChatMessage(_content=[TextContent(text='hi')], _name=None, _meta={'index': 0, 'usage': {'completion_tokens': 33, 'prompt_tokens': 365, 'completion_tokens_details': {'reasoning_tokens': 20, 'text_tokens': None}, 'prompt_tokens_details': {'cached_tokens': 320}}})\"]}")
            .read()
            .usage();

    assertThat(usage).isEqualTo(new Usage(365L, 33L, 320L, null, 20L, UsageBasis.REPORTED, null));
  }

  @Test
  void addsTheCacheThatLangChainsOwnSumShowsToBeLeftOut() {
    assertThat(chatAnthropic(378).input()).isEqualTo(756);
    assertThat(chatAnthropic(756).input()).isEqualTo(756);
  }

  private static Usage chatAnthropic(long prompt) {
    return span()
        .scope("openinference.instrumentation.langchain")
        .with("openinference.span.kind", "LLM")
        .with("llm.token_count.prompt", prompt)
        .with("llm.token_count.completion", 14)
        .with("llm.token_count.prompt_details.cache_read", 0)
        .with("llm.token_count.prompt_details.cache_write", 378)
        .with(
            "output.value",
            """
            {"generations": [[{"message": {"kwargs": {"response_metadata": {"usage": {"input_tokens": 378, "output_tokens": 14}},
              "usage_metadata": {"input_tokens": 756, "output_tokens": 14, "total_tokens": 770,
                "input_token_details": {"cache_read": 0, "cache_creation": 378}}}}}]]}""")
        .read()
        .usage();
  }

  @Test
  void findsWhatCohereBillsForAnEmbedding() {
    var usage =
        span()
            .with("openinference.span.kind", "EMBEDDING")
            .with(
                "output.value",
                "{\"id\":\"e1\",\"embeddings\":{\"float\":[[0.1,0.2]]},\"meta\":{\"api_version\":{\"version\":\"2\"},\"billed_units\":{\"input_tokens\":2.0}}}")
            .read()
            .usage();

    assertThat(usage.input()).isEqualTo(2);
  }

  @Test
  void addsTheCacheOfAnthropicUnderOldNamesFromAnUnknownEmitter() {
    var usage =
        tokens(100, 10)
            .scope("my-sdk")
            .with("gen_ai.provider.name", "anthropic")
            .with("gen_ai.usage.cache_read_input_tokens", 50)
            .with("gen_ai.usage.cache_creation_input_tokens", 7)
            .read()
            .usage();

    assertThat(usage.input()).isEqualTo(157);
    assertThat(usage.cacheWrite()).isEqualTo(7);
  }

  @Test
  void addsReasoningThatTheTotalCountsOnTop() {
    var usage =
        tokens(100, 10)
            .with("gen_ai.usage.reasoning_tokens", 5)
            .with("gen_ai.usage.total_tokens", 115)
            .read()
            .usage();

    assertThat(usage.output()).isEqualTo(15);
  }

  @Test
  void keepsReasoningInsideOutput() {
    var usage = tokens(100, 10).with("gen_ai.usage.reasoning_tokens", 5).read().usage();

    assertThat(usage.output()).isEqualTo(10);
  }

  @Test
  void derivesInputFromTheTotal() {
    var usage =
        chat()
            .with("gen_ai.usage.output_tokens", 10)
            .with("gen_ai.usage.total_tokens", 110)
            .read()
            .usage();

    assertThat(usage.input()).isEqualTo(100);
    assertThat(usage.basis()).isEqualTo(UsageBasis.DERIVED);
  }

  @Test
  void reportsATotalThatIsNotTheSum() {
    assertThat(tokens(100, 10).with("gen_ai.usage.total_tokens", 500).read().usage().conflict())
        .isEqualTo("total 500 is not input 100 + output 10");
  }

  @Test
  void takesZerosOfAStreamForUnknown() {
    var usage = tokens(0, 0).with("gen_ai.request.stream", Value.of(true)).read().usage();

    assertThat(usage).isEqualTo(Usage.UNKNOWN);
  }

  @Test
  void takesZerosOfAnAnswerForUnknown() {
    var usage =
        tokens(0, 0)
            .with(
                "gen_ai.output.messages",
                "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"content\":\"hi\"}]}]")
            .read()
            .usage();

    assertThat(usage).isEqualTo(Usage.UNKNOWN);
  }

  @Test
  void takesZerosOfACallThatFinishedForUnknown() {
    var usage = tokens(0, 0).with("gen_ai.response.finish_reasons", "[\"STOP\"]").read().usage();

    assertThat(usage).isEqualTo(Usage.UNKNOWN);
  }

  @Test
  void keepsZerosOfACallWithoutAnAnswer() {
    assertThat(tokens(0, 0).failed("").read().usage().input()).isZero();
  }

  @Test
  void marksTheSumOnAnAgentSpan() {
    var usage =
        span()
            .with("gen_ai.operation.name", "invoke_agent")
            .with("gen_ai.usage.input_tokens", 100)
            .read()
            .usage();

    assertThat(usage.basis()).isEqualTo(UsageBasis.AGGREGATE);
  }

  @Test
  void readsOneVocabularyOnly() {
    var usage =
        span()
            .with("openinference.span.kind", "LLM")
            .with("llm.token_count.prompt", 30)
            .with("llm.token_count.completion", 3)
            .with("gen_ai.usage.output_tokens", 99)
            .read()
            .usage();

    assertThat(usage.input()).isEqualTo(30);
    assertThat(usage.output()).isEqualTo(3);
  }

  @Test
  void dropsTokensThatCannotBe() {
    var usage =
        chat()
            .with("gen_ai.usage.input_tokens", -5)
            .with("gen_ai.usage.output_tokens", Long.MAX_VALUE)
            .with("gen_ai.usage.cache_read.input_tokens", "NaN")
            .read()
            .usage();

    assertThat(usage).isEqualTo(Usage.UNKNOWN);
  }

  @Test
  void neverChargesForReadingAnEarlierAnswer() {
    var usage =
        span()
            .with("gen_ai.operation.name", "fetch_response")
            .with("gen_ai.usage.input_tokens", 100)
            .read()
            .usage();

    assertThat(usage).isEqualTo(Usage.UNKNOWN);
  }

  private static RawSpanBuilder openLit(long input, long output, String answer) {
    return tokens(input, output)
        .scope("openlit.instrumentation.openai")
        .with(
            "gen_ai.output.messages",
            "[{\"role\": \"assistant\", \"parts\": [{\"type\": \"text\", \"content\": \"%s\"}]}]"
                .formatted(answer));
  }

  @Test
  void takesTwoCharactersPerTokenForTheEstimateThatOpenLitMakesOfStreamsWithoutUsage() {
    assertThat(openLit(7, 6, "It is sunny").read().usage().basis()).isEqualTo(UsageBasis.ESTIMATED);
    assertThat(openLit(596, 0, "It is sunny").read().usage().basis())
        .isEqualTo(UsageBasis.ESTIMATED);
  }

  @Test
  void takesOtherFiguresOfOpenLitAsReported() {
    assertThat(openLit(7, 4, "It is sunny").read().usage().basis()).isEqualTo(UsageBasis.REPORTED);
    assertThat(tokens(7, 6).scope("openlit.instrumentation.openai").read().usage().basis())
        .isEqualTo(UsageBasis.REPORTED);
    assertThat(
            openLit(7, 6, "It is sunny")
                .with("gen_ai.request.is_stream", new Value.Bool(false))
                .read()
                .usage()
                .basis())
        .isEqualTo(UsageBasis.REPORTED);
    assertThat(
            openLit(700, 6, "It is sunny")
                .with("gen_ai.usage.cache_read.input_tokens", 512)
                .read()
                .usage()
                .basis())
        .isEqualTo(UsageBasis.REPORTED);
  }

  @Test
  void takesReasoningFromTheProvidersOwnBlockForTheSameFigures() {
    var answer =
        """
        {"usage": {"completion_tokens": 33, "prompt_tokens": 272, "total_tokens": 305,
          "completion_tokens_details": {"reasoning_tokens": 20},
          "prompt_tokens_details": {"cached_tokens": 0}}}""";

    assertThat(portkey(272, 33, answer).reasoning()).isEqualTo(20);
    assertThat(portkey(272, 50, answer).reasoning()).isNull();
  }

  private static Usage portkey(long input, long output, String answer) {
    return span()
        .scope("openinference.instrumentation.portkey")
        .with("openinference.span.kind", "LLM")
        .with("llm.token_count.prompt", input)
        .with("llm.token_count.completion", output)
        .with("output.value", answer)
        .read()
        .usage();
  }
}
