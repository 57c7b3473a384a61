// SPDX-License-Identifier: Apache-2.0
package dev.clew.budgets;

import dev.clew.engine.Row;
import dev.clew.engine.Statement;
import dev.clew.http.Store;
import dev.clew.http.TimeRange;
import dev.clew.rollup.ChargedCalls;
import dev.clew.rollup.ChargedCalls.Question;
import dev.clew.rollup.Length;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Reads what [UseReader] reads, but from the roll-up what of it has settled: a month of calls is
/// not read every few seconds. Which traces used most is left open.
final class RolledUseReader {

  /// SQL of the place by use: among those of a name that has a budget, or of all others.
  private static final String PLACE =
      "row_number() OVER (PARTITION BY if(has({named:Array(String)}, member), member, '') ORDER BY %1$s DESC, member) AS place_%1$s";

  private final Store store;

  RolledUseReader(Store store) {
    this.store = store;
  }

  /// Used lately, for the forecast.
  private record Recent(double tokens, double usd) {}

  /// One pass for each kind of scope among the budgets.
  ///
  /// @param window of a calendar's period, which begins with an hour
  List<Use> read(String project, Window window, List<Budget> budgets) {
    var uses = new ArrayList<Use>();
    var byKind = budgets.stream().collect(Collectors.groupingBy(budget -> budget.scope().kind()));
    for (var kind : byKind.entrySet()) {
      uses.addAll(read(project, window, kind.getKey(), kind.getValue(), perUnit(budgets)));
    }
    return uses;
  }

  private List<Use> read(
      String project, Window window, Scope.Kind kind, List<Budget> budgets, List<Unit> units) {
    var found = new ArrayList<Use>();
    var _ =
        store.query(used(project, window, kind, budgets, units), row -> found.add(use(kind, row)));
    if (found.isEmpty()) {
      return found;
    }
    Map<String, Recent> recent = new HashMap<>();
    var _ =
        store.query(
            recent(project, window, kind, found.stream().map(Use::member).toList()),
            row ->
                recent.put(row.string("member"), new Recent(row.real("tokens"), row.real("usd"))));
    found.replaceAll(use -> with(use, recent.getOrDefault(use.member(), new Recent(0, 0))));
    return found;
  }

  /// Of those that use most, by what the budgets count, as many as an evaluation looks at.
  private Statement used(
      String project, Window window, Scope.Kind kind, List<Budget> budgets, List<Unit> units) {
    var range = new TimeRange(window.from(), window.end());
    var answer =
        ChargedCalls.answer(store, project, range, question(kind, window.begin().toEpochMilli()));
    return answer
        .bind(
            store.about(
                project,
                range,
                """
                SELECT * FROM (
                  SELECT *, %s
                  FROM (
                    SELECT %s AS member,
                      toFloat64(sumIf(greatest(input_tokens, 0) + greatest(output_tokens, 0), at = 1)) AS tokens, sumIf(greatest(cost_usd, 0), at = 1) AS usd,
                      sumIf(calls, at = 1) AS n, sumIf(unmeasured_calls, at = 1) AS unmeasured, sumIf(unpriced_calls, at = 1) AS unpriced
                    FROM (%s)
                    GROUP BY member
                  )
                  WHERE {is_project:UInt8} = 1 OR ({is_each:UInt8} = 1 AND member != '') OR has({named:Array(String)}, member)
                )
                WHERE %s
                """
                    .formatted(
                        joined(units, PLACE, ", "),
                        member(kind),
                        answer.figures(),
                        joined(units, "place_%1$s <= {most:UInt32}", " OR "))))
        .with("most", Evaluation.WATCHED)
        .with("is_project", kind == Scope.Kind.PROJECT ? 1 : 0)
        .with("is_each", budgets.stream().anyMatch(budget -> budget.scope().isEach()) ? 1 : 0)
        .with(
            "named",
            budgets.stream()
                .map(Budget::scope)
                .filter(scope -> !scope.isEach())
                .map(Scope::value)
                .distinct()
                .toList());
  }

  private Statement recent(String project, Window window, Scope.Kind kind, List<String> members) {
    var range = new TimeRange(window.recentFrom(), window.end());
    var answer =
        ChargedCalls.answer(
            store, project, range, question(kind, window.recentFrom().toEpochMilli()));
    return answer
        .bind(
            store.about(
                project,
                range,
                """
                SELECT %s AS member, toFloat64(sumIf(greatest(input_tokens, 0) + greatest(output_tokens, 0), at = 1)) AS tokens, sumIf(greatest(cost_usd, 0), at = 1) AS usd
                FROM (%s)
                WHERE has({members:Array(String)}, member)
                GROUP BY member
                """
                    .formatted(member(kind), answer.figures())))
        .with("members", members);
  }

  /// @param fromMs from when on `at` is 1: where no period of the roll-up is cut
  static Question question(Scope.Kind kind, long fromMs) {
    return new Question(
        kind == Scope.Kind.PROJECT ? List.of() : List.of(kind.label()),
        ms -> "toInt64(%s >= %d)".formatted(ms, fromMs),
        List.of(Length.values()),
        "true");
  }

  private static String member(Scope.Kind kind) {
    return kind == Scope.Kind.PROJECT ? "''" : "named[1]";
  }

  private static List<Unit> perUnit(List<Budget> budgets) {
    return budgets.stream().map(Budget::unit).distinct().toList();
  }

  private static String joined(List<Unit> units, String sql, String between) {
    return units.stream()
        .map(unit -> sql.formatted(unit.label()))
        .collect(Collectors.joining(between));
  }

  private static Use use(Scope.Kind kind, Row row) {
    return new Use(
        kind.label(),
        row.string("member"),
        "",
        row.real("tokens"),
        row.real("usd"),
        0,
        0,
        row.number("n"),
        row.number("unmeasured"),
        row.number("unpriced"),
        null,
        null);
  }

  private static Use with(Use use, Recent recent) {
    return new Use(
        use.kind(),
        use.member(),
        "",
        use.tokens(),
        use.usd(),
        recent.tokens(),
        recent.usd(),
        use.calls(),
        use.unmeasured(),
        use.unpriced(),
        null,
        null);
  }
}
