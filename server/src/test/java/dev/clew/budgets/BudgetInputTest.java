// SPDX-License-Identifier: Apache-2.0
package dev.clew.budgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.clew.admin.Metadata;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetInputTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String GOOD =
      """
      {"name": " Team ", "scope": {"kind": "service", "value": "*"}, "period": "day", "unit": "usd", "limit": 12.5}
      """;

  @Test
  void warnsAtFourFifthsUnlessToldOtherwise() throws Exception {
    var budget = BudgetInput.read(JSON.readTree(GOOD), "id", "at");
    assertThat(budget)
        .isEqualTo(
            new Budget(
                "id",
                "Team",
                new Scope(Scope.Kind.SERVICE, "*"),
                Period.DAY,
                Unit.USD,
                12.5,
                0.8,
                "at"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "name; ''; name:",
        "name; 7; name:",
        "scope; 'all'; scope:",
        "scope; {}; scope.kind:",
        "scope; {'kind':'tenant','value':'*'}; scope.kind: tenant",
        "scope; {'kind':'service'}; scope.value:",
        "scope; {'kind':'project','value':'a'}; scope.value: a",
        "scope; {'kind':'service','value':'a','name':'b'}; scope.name:",
        "period; 'week'; period: week",
        "unit; 'eur'; unit: eur",
        "limit; 0; limit: 0",
        "limit; -1; limit: -1",
        "limit; 1e16; limit: 1.0E16",
        "limit; '9'; limit: 9",
        "warn_at; 1.1; warn_at: 1.1",
        "warn_at; null; warn_at:",
        "until; 1; until:"
      },
      quoteCharacter = '`')
  void whatMakesNoSenseIsRefusedByName(String field, String value, String message) {
    assertThatThrownBy(() -> BudgetInput.read(with(field, value.replace('\'', '"')), "id", "at"))
        .isInstanceOfSatisfying(
            AppException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID))
        .hasMessageStartingWith(message)
        .hasMessageContaining("(expected: ");
  }

  @Test
  void longTextIsRefusedAndNotRepeated() {
    assertThatThrownBy(
            () -> BudgetInput.read(with("name", "\"" + "n".repeat(5_000) + "\""), "id", "at"))
        .hasMessageContaining("at most 200 characters")
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
  }

  @Test
  void aProjectHasAtMost200BudgetsAndIsToldSo(@TempDir Path folder) throws Exception {
    try (var metadata = Metadata.open(folder.resolve("clew.db"))) {
      var budgets = new Budgets(metadata);
      for (int i = 0; i < 200; i++) {
        budgets.add("default", BudgetInput.read(JSON.readTree(GOOD), "b" + i, "at"));
      }
      var more = BudgetInput.read(JSON.readTree(GOOD), "more", "at");
      assertThatThrownBy(() -> budgets.add("default", more)).hasMessageContaining("200");
      budgets.add("other", more);
      budgets.remove("default", "b7");
      assertThat(budgets.of("default")).hasSize(199);
      assertThat(new Budgets(metadata).of("other")).containsExactly(more);
      assertThatThrownBy(() -> budgets.get("default", "more")).hasMessage("no such budget");
    }
  }

  private static ObjectNode with(String field, String value) throws JsonProcessingException {
    var body = (ObjectNode) JSON.readTree(GOOD);
    body.set(field, JSON.readTree(value));
    return body;
  }
}
