// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagesTest {

  private static final Pages PAGES =
      new Pages(List.of("https://shop.example", "https://*.shop.example"), _ -> {});

  @ParameterizedTest
  @CsvSource({
    "https://shop.example, true",
    "https://SHOP.example, true",
    "https://www.shop.example, true",
    "https://a.b.shop.example, true",
    "http://shop.example, false",
    "https://shop.example:8443, false",
    "https://evilshop.example, false",
    "https://shop.example.evil.example, false",
    "https://evil.example/.shop.example, false",
    "https://.shop.example, false",
    "null, false",
  })
  void onlyTheListedOriginsMaySend(String origin, boolean allowed) {
    assertThat(PAGES.allows(origin)).isEqualTo(allowed);
  }
}
