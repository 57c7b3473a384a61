// SPDX-License-Identifier: Apache-2.0
package dev.clew.rollup;

import dev.clew.engine.Statement;
import dev.clew.http.Store;
import dev.clew.http.Summaries;
import dev.clew.http.TimeRange;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// The calls that are charged, added up: what has settled from the roll-up, the rest from `calls`.
/// Both give the same figures; the roll-up gives them sooner.
public final class ChargedCalls {

  private static final String ROLLED_AT = "toInt64(toUnixTimestamp(period)) * 1000";
  private static final String IN_QUARTERS =
      "minute IN (SELECT toDateTime(arrayJoin({quarters:Array(Int64)}) + arrayJoin(range(0, 900,"
          + " 60))))";

  private ChargedCalls() {}

  /// What is asked of the calls of a range.
  ///
  /// @param labels to group by
  /// @param at SQL of a whole number to group by as well, made from SQL of milliseconds since 1970
  /// @param lengths of the periods that `at` does not need to be cut
  /// @param condition SQL over `calls`; the roll-up answers only for `true`
  public record Question(
      List<String> labels, UnaryOperator<String> at, List<Length> lengths, String condition) {}

  /// Subqueries for a statement that [Store#about] begins with the same range.
  ///
  /// @param figures has `named` (an array of the labels' values), `at`, and the columns of
  ///   `usage_rolled` from `calls` on; several rows may have the same `named` and `at`
  /// @param counts has `named` and `calls`: fewer columns, and a call that was analysed twice may
  ///   count twice
  public record Answer(String figures, String counts, List<Long> rolls, List<Long> quarters) {

    public Statement bind(Statement statement) {
      return statement.withLongs("rolls", rolls).withLongs("quarters", quarters);
    }
  }

  public static Answer answer(Store store, String project, TimeRange range, Question question) {
    var rolled = Labels.rolled(question.labels());
    if (rolled == null || question.lengths().isEmpty() || !question.condition().equals("true")) {
      return new Answer(figures(question, "true"), counts(question, "true"), List.of(), List.of());
    }
    var lengths =
        question.lengths().stream().filter(length -> Labels.keeps(length, rolled)).toList();
    var coverage = Coverage.of(store, project, range, lengths);
    var figures = new ArrayList<String>();
    var counts = new ArrayList<String>();
    if (!coverage.rolls().isEmpty()) {
      var values = Labels.rolledValues(question.labels());
      figures.add(
          rolled(
              rolled,
              "%s AS named, %s AS at, %s"
                  .formatted(values, question.at().apply(ROLLED_AT), Sums.columns())));
      counts.add(rolled(rolled, values + " AS named, calls"));
    }
    if (!coverage.quarters().isEmpty() || figures.isEmpty()) {
      figures.add(figures(question, IN_QUARTERS));
      counts.add(counts(question, IN_QUARTERS));
    }
    return new Answer(
        String.join("\nUNION ALL\n", figures),
        String.join("\nUNION ALL\n", counts),
        coverage.rolls(),
        coverage.quarters());
  }

  /// @param rolled a label, one of ours
  private static String rolled(String rolled, String columns) {
    return """
    SELECT %s FROM ${database}.usage_rolled
    WHERE project_id = {project:String} AND label = '%s' AND period BETWEEN toDateTime({from:Int64}) AND toDateTime({to:Int64})
      AND roll IN (SELECT arrayJoin({rolls:Array(UInt64)}))
    """
        .formatted(columns, rolled);
  }

  private static String figures(Question question, String where) {
    return """
    SELECT named, at, %s
    FROM (SELECT *, %s AS named, %s AS at FROM ${database}.calls FINAL WHERE %s AND billable AND %s AND %s) AS c
    GROUP BY named, at
    """
        .formatted(
            Sums.ofCallsAsColumns(),
            Labels.values(question.labels()),
            question.at().apply(Summaries.BEGAN_MS),
            Summaries.IN_RANGE,
            where,
            question.condition());
  }

  private static String counts(Question question, String where) {
    return """
    SELECT %s AS named, count() AS calls FROM ${database}.calls
    WHERE %s AND billable AND NOT deleted AND %s AND %s
    GROUP BY named
    """
        .formatted(
            Labels.values(question.labels()), Summaries.IN_RANGE, where, question.condition());
  }
}
