// SPDX-License-Identifier: Apache-2.0
package dev.clew.budgets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.admin.Metadata;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BudgetStatesTest {

  private static final BudgetState STATE =
      new BudgetState(
          State.EXCEEDED,
          "2026-11-20T12:00:00Z",
          "2026-11-20T00:00:00Z",
          "2026-11-21T00:00:00Z",
          List.of(
              new BudgetState.Member(
                  "it's \"a\"",
                  "",
                  State.EXCEEDED,
                  1.5,
                  1.5,
                  null,
                  3,
                  1,
                  "2026-11-20T11:00:00Z",
                  List.of("0af7"))));

  @Test
  void statesAndChangesAreThereAfterARestart(@TempDir Path folder) {
    var file = folder.resolve("clew.db");
    try (var metadata = Metadata.open(file)) {
      budget(metadata, "one");
      new BudgetStates(metadata)
          .save("default", Map.of("one", STATE), Map.of("one", List.of(change(1), change(2))));
    }
    try (var metadata = Metadata.open(file)) {
      var states = new BudgetStates(metadata);
      assertThat(states.of("default")).isEqualTo(Map.of("one", STATE));
      assertThat(states.of("other")).isEmpty();
      assertThat(states.changes("one", 10)).containsExactly(change(2), change(1));
    }
  }

  @Test
  void theLatestChangesAreKeptAndARemovedBudgetHasNone(@TempDir Path folder) {
    try (var metadata = Metadata.open(folder.resolve("clew.db"))) {
      budget(metadata, "one");
      var states = new BudgetStates(metadata);
      var many = IntStream.rangeClosed(1, BudgetStates.KEPT + 5).mapToObj(BudgetStatesTest::change);
      states.save("default", Map.of(), Map.of("one", many.toList(), "removed", List.of(change(1))));
      assertThat(states.changes("one", 1_000))
          .hasSize(BudgetStates.KEPT)
          .first()
          .isEqualTo(change(BudgetStates.KEPT + 5));
      assertThat(states.changes("removed", 10)).isEmpty();
    }
  }

  private static void budget(Metadata metadata, String id) {
    new Budgets(metadata)
        .add(
            "default",
            new Budget(
                id, id, new Scope(Scope.Kind.PROJECT, ""), Period.DAY, Unit.USD, 1, 0.8, ""));
  }

  private static BudgetChange change(int used) {
    return new BudgetChange(
        "2026-11-20T12:00:00Z", "a", "", State.OK, State.EXCEEDED, used, 1, "2026-11-20T00:00:00Z");
  }
}
