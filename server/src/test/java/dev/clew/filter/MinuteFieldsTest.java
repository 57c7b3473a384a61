// SPDX-License-Identifier: Apache-2.0
package dev.clew.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Minutes answer what they keep, and nothing that only single spans tell.
class MinuteFieldsTest {

  private static final Pattern LISTED = Pattern.compile("if\\(name IN \\(([^)]*)\\)");

  @Test
  void namesAreThoseThatTheMigrationKeeps() throws IOException {
    String sql;
    try (var in = getClass().getResourceAsStream("/migrations/0180_requests_by_minute.sql")) {
      sql = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
    var lists =
        LISTED
            .matcher(sql)
            .results()
            .map(found -> new HashSet<>(Set.of(found.group(1).replace("'", "").split(", "))))
            .toList();
    assertThat(lists).hasSize(2).allMatch(names -> names.equals(MinuteFields.NAMES));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "layer:app kind:server service:shop,desk",
        "name:documentLoad,AppStart -name:\"web_vital LCP\"",
        "attr.http.response.status_code:4* OR attr.http.response.status_code>=500",
        "op_group:model model:gpt-*",
        "quirk:* -layer:app",
      })
  void areEnough(String filter) {
    assertThat(MinuteFields.of(FilterParser.parse(filter))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name:checkout",
        "name:document*",
        "name:*",
        "attr.user:7",
        "duration_ms>10",
        "has:error",
        "quirk:negative_tokens",
        "refund",
        "layer:app (kind:server OR session:s1)",
      })
  void areNotEnough(String filter) {
    assertThat(MinuteFields.of(FilterParser.parse(filter))).isEmpty();
  }
}
