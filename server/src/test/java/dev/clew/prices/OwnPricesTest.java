// SPDX-License-Identifier: Apache-2.0
package dev.clew.prices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.admin.Metadata;
import dev.clew.model.AppException;
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
      assertThat(prices.find("default", "", List.of("m-p8"), NOW)).isNotNull();
    }
  }

  private static OwnPrice price(String id) {
    return new OwnPrice(
        id, "", "m-" + id, "USD", Map.of(PriceClass.INPUT, Rate.of(1)), NOW, 0, "", NOW.toString());
  }
}
