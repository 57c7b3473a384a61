// SPDX-License-Identifier: Apache-2.0
package dev.clew.budgets;

import dev.clew.http.Store;
import dev.clew.http.TimeRange;
import dev.clew.rollup.ChargedCalls;
import dev.clew.rollup.ChargedCalls.Question;
import dev.clew.rollup.Length;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/// What was used of a budget as time went on, from charged calls and their roll-up: budgets keep
/// only where they stand.
public final class PastUse {

  /// Members of a budget that are answered, those that used most.
  private static final int MEMBERS = 20;

  private static final int MINUTE = 60;

  private final Store store;

  public PastUse(Store store) {
    this.store = store;
  }

  /// @param used at each moment, since the period began that the moment lies in
  record Member(String member, List<Double> used) {}

  /// Calls are summed by the minute for periods of an hour, by the quarter of an hour for days and
  /// by the hour for months. What is not over at a moment counts as far as it had happened at the
  /// last one. A limit for single runs has no periods, and so no past.
  ///
  /// @param moments in order
  List<Member> read(String project, Budget budget, List<Instant> moments) {
    if (budget.period() == Period.RUN || moments.isEmpty()) {
      return List.of();
    }
    var range = new TimeRange(budget.period().at(moments.getFirst()).begin(), moments.getLast());
    var answer = ChargedCalls.answer(store, project, range, question(budget));
    var statement =
        answer
            .bind(
                store.about(
                    project,
                    range,
                    """
                    SELECT member, groupArray(at) AS times, groupArray(used) AS uses
                    FROM (
                      SELECT named[1] AS member, at, toFloat64(sum(%s)) AS used FROM (%s)
                      WHERE if({is_each:UInt8} = 1, member != '', member = {value:String})
                      GROUP BY member, at
                    )
                    GROUP BY member
                    ORDER BY sum(used) DESC, member
                    LIMIT {most:UInt32}
                    """
                        .formatted(amount(budget.unit()), answer.figures())))
            .with("is_each", budget.scope().isEach() ? 1 : 0)
            .with("value", budget.scope().value())
            .with("most", MEMBERS);
    var members = new ArrayList<Member>();
    var _ =
        store.query(
            statement,
            row -> {
              List<Long> times = row.list("times");
              List<Double> uses = row.list("uses");
              var used = new TreeMap<Long, Double>();
              for (int i = 0; i < times.size(); i++) {
                used.put(times.get(i), uses.get(i));
              }
              members.add(
                  new Member(
                      row.string("member"),
                      moments.stream().map(moment -> since(budget, moment, used)).toList()));
            });
    return members;
  }

  private static double since(Budget budget, Instant moment, NavigableMap<Long, Double> used) {
    long begin = budget.period().at(moment).begin().getEpochSecond();
    double sum = 0;
    for (double one : used.subMap(begin, true, moment.getEpochSecond(), false).values()) {
      sum += one;
    }
    return sum;
  }

  private static Question question(Budget budget) {
    int seconds =
        switch (budget.period()) {
          case HOUR -> MINUTE;
          case DAY, RUN -> Length.QUARTER.seconds();
          case MONTH -> Length.HOUR.seconds();
        };
    var labels =
        budget.scope().kind() == Scope.Kind.PROJECT
            ? List.<String>of()
            : List.of(budget.scope().kind().label());
    return new Question(
        labels,
        ms -> "intDiv(%1$s, %2$d) * %3$d".formatted(ms, seconds * 1_000L, seconds),
        Length.dividing(seconds * 1_000L),
        "true");
  }

  /// SQL over the sums of charged calls.
  private static String amount(Unit unit) {
    return switch (unit) {
      case TOKENS -> "greatest(input_tokens, 0) + greatest(output_tokens, 0)";
      case USD -> "greatest(cost_usd, 0)";
    };
  }
}
