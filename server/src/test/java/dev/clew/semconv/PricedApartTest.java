// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import static dev.clew.semconv.RawSpanBuilder.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Usage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PricedApartTest {

  private static RawSpanBuilder chat() {
    return span().with("gen_ai.operation.name", "chat");
  }

  @ParameterizedTest
  @CsvSource({
    "dashscope.aliyuncs.com, cn",
    "dashscope-intl.aliyuncs.com, intl",
    "llm-1.cn-beijing.maas.aliyuncs.com, cn-beijing",
    "bedrock-runtime.eu-central-1.amazonaws.com, eu-central-1",
    "europe-west4-aiplatform.googleapis.com, europe-west4",
    "aiplatform.googleapis.com, global",
    "eu.api.openai.com, eu",
    "api.openai.com,"
  })
  void theAddressOfAProviderSaysWhereItIs(String host, String region) {
    assertThat(chat().with("server.address", host).read().call().region()).isEqualTo(region);
    assertThat(
            chat().with("gen_ai.openai.api_base", "https://" + host + "/v1").read().call().region())
        .isEqualTo(region);
  }

  @ParameterizedTest
  @CsvSource({
    "eu.anthropic.claude-sonnet-4-5-20250929-v1:0, eu",
    "us-gov.amazon.nova-pro-v1:0, us-gov",
    "azure/eu/gpt-4o, eu",
    "openai/gpt-4o,",
    "gpt-4.1,"
  })
  void theNameOfAModelMaySayWhereItRuns(String model, String region) {
    assertThat(chat().with("gen_ai.request.model", model).read().call().region()).isEqualTo(region);
  }

  @ParameterizedTest
  @CsvSource({"cloud.region", "aws.region"})
  void aSpanMaySayItsRegion(String key) {
    assertThat(chat().with(key, "us-west-2").read().call().region()).isEqualTo("us-west-2");
  }

  @Test
  void aUsageBlockTellsWhatIsPricedApart() {
    var usage =
        span()
            .scope("litellm")
            .with("gen_ai.operation.name", "chat")
            .with(
                "metadata.usage_object",
                "{'prompt_tokens': 900, 'completion_tokens': 80, 'total_tokens': 980,"
                    + " 'prompt_tokens_details': {'audio_tokens': 300, 'image_tokens': 20},"
                    + " 'completion_tokens_details': {'audio_tokens': 60},"
                    + " 'cache_creation_input_tokens': 500,"
                    + " 'cache_creation_token_details':"
                    + " {'ephemeral_5m_input_tokens': 100, 'ephemeral_1h_input_tokens': 400}}")
            .read()
            .usage();
    assertThat(usage.cacheWrite()).isEqualTo(500);
    assertThat(usage.details()).isEqualTo(new Usage.Details(400L, 300L, 60L, 20L, null));
  }

  @Test
  void attributesTellSoundOfBothSides() {
    var usage =
        span()
            .with("openinference.span.kind", "LLM")
            .with("llm.token_count.prompt", 100)
            .with("llm.token_count.completion", 50)
            .with("llm.token_count.prompt_details.audio", 70)
            .with("llm.token_count.completion_details.audio", 40)
            .read()
            .usage();
    assertThat(usage.details()).isEqualTo(new Usage.Details(null, 70L, 40L, null, null));
  }
}
