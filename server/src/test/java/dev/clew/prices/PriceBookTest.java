// SPDX-License-Identifier: Apache-2.0
package dev.clew.prices;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceBookTest {

  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final PriceBook BOOK = PriceBook.bundled();

  /// What telemetry really calls providers and models.
  @ParameterizedTest
  @CsvSource({
    "openai, gpt-4o-2024-08-06, openai/gpt-4o",
    "openai, gpt-4o-mini, openai/gpt-4o-mini",
    "azure.ai.openai, gpt-4o, openai/gpt-4o",
    "anthropic, claude-sonnet-4-5-20250929, anthropic/claude-sonnet-4-5",
    "aws.bedrock, us.anthropic.claude-sonnet-4-5-20250929-v1:0, aws/",
    "gcp.gemini, models/gemini-2.5-pro, google/gemini-2.5-pro",
    "gcp.vertex_ai, gemini-2.5-flash, google/gemini-2.5-flash",
    "dashscope, qwen-plus, dashscope/qwen-plus",
    "'', openai/gpt-4o, openai/gpt-4o",
    "'', qwen3-max, dashscope/qwen3-max",
    "'', claude-opus-4-5, anthropic/claude-opus-4-5",
    "deepseek, deepseek-chat, deepseek/deepseek-chat",
    "openai, text-embedding-3-small, openai/text-embedding-3-small",
    "mistral_ai, mistral-large-latest, mistral/mistral-large"
  })
  void pricesAreFoundByTheNamesThatTelemetryUses(String provider, String model, String listed) {
    var price = BOOK.find(provider, model, NOW, "", "");
    assertThat(price).as(provider + " " + model).isNotNull();
    assertThat(name(price)).startsWith(listed);
  }

  @Test
  void aModelNobodyListsHasNoPrice() {
    assertThat(BOOK.find("openai", "my-own-finetune", NOW, "", "")).isNull();
    assertThat(BOOK.find("", "", NOW, "", "")).isNull();
    assertThat(BOOK.find("unheard-of", "x".repeat(10_000), NOW, "", "")).isNull();
  }

  @Test
  void aServiceTierHasItsOwnPriceAndFallsBackToTheUsualOne() {
    var usual = rate(BOOK.find("openai", "gpt-5", NOW, "", ""), PriceClass.INPUT);
    assertThat(rate(BOOK.find("openai", "gpt-5", NOW, "flex", ""), PriceClass.INPUT))
        .isEqualTo(usual / 2);
    assertThat(rate(BOOK.find("openai", "gpt-5", NOW, "batch", ""), PriceClass.INPUT))
        .isEqualTo(usual / 2);
    assertThat(rate(BOOK.find("openai", "gpt-5", NOW, "default", ""), PriceClass.INPUT))
        .isEqualTo(usual);
  }

  @Test
  void aLongPromptCostsMoreForAllOfIt() {
    var price = requireNonNull(BOOK.find("openai", "gpt-5.5", NOW, "", ""));
    assertThat(price.rate(PriceClass.INPUT, 272_000)).isEqualTo(5);
    assertThat(price.rate(PriceClass.INPUT, 272_001)).isEqualTo(10);
  }

  @Test
  void hoursOfTheDayHaveTheirPrices() {
    var night =
        BOOK.find("deepseek", "deepseek-flash", Instant.parse("2026-11-20T20:00:00Z"), "", "");
    var peak =
        BOOK.find("deepseek", "deepseek-flash", Instant.parse("2026-11-20T02:00:00Z"), "", "");
    assertThat(rate(peak, PriceClass.INPUT)).isEqualTo(2 * rate(night, PriceClass.INPUT));
  }

  @ParameterizedTest
  @CsvSource({
    "aws.bedrock, amazon.nova-pro-v1:0, '', 0.8",
    "aws.bedrock, amazon.nova-pro-v1:0, apac, 0.84",
    "aws.bedrock, apac.amazon.nova-pro-v1:0, apac, 0.84",
    "aws.bedrock, anthropic.claude-instant-v1, eu-central-1, 2.48",
    "openai, gpt-5.4, '', 2.5",
    "openai, gpt-5.4, eu, 2.75",
    "azure.ai.openai, azure/eu/gpt-4o-2024-08-06, eu, 2.75",
    "gcp.vertex_ai, claude-opus-4-5, global, 5",
    "gcp.vertex_ai, claude-opus-4-5, europe-west4, 5.5",
    "alibaba.dashscope, qwen-plus, intl, 0.4",
    "alibaba.dashscope, qwen-plus, cn, 0.8"
  })
  void aRegionHasItsPriceAndElseTheUsualOne(
      String provider, String model, String region, double input) {
    var price = BOOK.find(provider, model, NOW, "", region);
    assertThat(rate(price, PriceClass.INPUT)).isEqualTo(input);
  }

  @Test
  void chinaHasAListOfItsOwnInYuan() {
    var price = requireNonNull(BOOK.find("alibaba.dashscope", "qwen-plus-latest", NOW, "", "cn"));
    assertThat(price.currency()).isEqualTo("CNY");
    assertThat(price.rate(PriceClass.OUTPUT, 1_000)).isEqualTo(2);
    assertThat(price.rate(PriceClass.OUTPUT, 200_000)).isEqualTo(20);
    var thought = BOOK.find("alibaba.dashscope", "qwen-plus", NOW, "thinking", "cn-beijing");
    assertThat(rate(thought, PriceClass.OUTPUT)).isEqualTo(8);
    // What the Chinese list does not have is not priced by the international one.
    assertThat(BOOK.find("alibaba.dashscope", "qwen-turbo", NOW, "", "")).isNotNull();
    assertThat(BOOK.find("alibaba.dashscope", "qwen-turbo", NOW, "", "cn")).isNull();
  }

  @Test
  void everyEntryOfTheBookHasAPriceToday() {
    for (var provider : BOOK.providers()) {
      for (var entry : provider.models()) {
        assertThat(entry.rates(NOW, "")).as(provider.id() + "/" + entry.id()).isNotEmpty();
      }
    }
  }

  private static String name(@Nullable Price price) {
    return price == null ? "" : price.provider() + "/" + price.model();
  }

  private static double rate(@Nullable Price price, PriceClass priced) {
    return price == null ? Double.NaN : price.rate(priced, 1_000);
  }
}
