// SPDX-License-Identifier: Apache-2.0
package dev.clew.prices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.admin.Metadata;
import dev.clew.model.AppException;
import dev.clew.model.Usage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnPricesTest {

  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  @Test
  void aProjectHasAtMostAThousandPricesAndIsToldSo(@TempDir Path folder) {
    try (var metadata = Metadata.open(folder.resolve("clew.db"))) {
      var prices = new OwnPrices(metadata);
      for (int i = 0; i < 1_000; i++) {
        prices.add("default", price("p" + i));
      }
      assertThatThrownBy(() -> prices.add("default", price("one more")))
          .isInstanceOf(AppException.class)
          .hasMessageContaining("1000");
      assertThat(prices.remove("default", "p7")).isTrue();
      prices.add("default", price("one more"));
      assertThat(prices.find("default", call(""), List.of("m-p8"))).isNotNull();
    }
  }

  @Test
  void aPriceForARegionComesBeforeOneForAll(@TempDir Path folder) {
    try (var metadata = Metadata.open(folder.resolve("clew.db"))) {
      var prices = new OwnPrices(metadata);
      prices.add("default", price("all", "m", ""));
      prices.add("default", price("europe", "m", "eu"));
      prices.add("default", price("frankfurt", "m", "eu-central-1"));
      assertThat(version(prices, "")).isEqualTo("all");
      assertThat(version(prices, "us-east-1")).isEqualTo("all");
      assertThat(version(prices, "eu-west-1")).isEqualTo("europe");
      assertThat(version(prices, "eu-central-1")).isEqualTo("frankfurt");
    }
  }

  private static String version(OwnPrices prices, String region) {
    var price = prices.find("default", call(region), List.of("m"));
    return price == null ? "" : price.version();
  }

  private static Prices.Priceable call(String region) {
    return new Prices.Priceable("", "m", "", "", region, NOW, 0, Usage.UNKNOWN);
  }

  private static OwnPrice price(String id) {
    return price(id, "m-" + id, "");
  }

  private static OwnPrice price(String id, String model, String region) {
    return new OwnPrice(
        id,
        "",
        model,
        region,
        "USD",
        Map.of(PriceClass.INPUT, Rate.of(1)),
        NOW,
        0,
        "",
        NOW.toString());
  }
}
