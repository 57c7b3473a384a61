// SPDX-License-Identifier: Apache-2.0
package dev.clew.alerts;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The figure that a rule judges, as SQL over the rows of its source: `%s` stands for the condition
/// that a row is the rule's.
@SuppressWarnings("ImmutableEnumChecker") // a list that is never changed
enum Measure {
  COUNT(
      "", "toFloat64(countIf(%s))", Source.CALLS, Source.TRACES, Source.VERDICTS, Source.FINDINGS),
  ERRORS("", "toFloat64(countIf(status = 'error' AND %s))", Source.CALLS, Source.TRACES),
  ERROR_RATE(
      "share", "countIf(status = 'error' AND %1$s) / countIf(%1$s)", Source.CALLS, Source.TRACES),
  DURATION_P50("ms", quantile(0.5, "duration_ns / 1e6"), Source.CALLS, Source.TRACES),
  DURATION_P95("ms", quantile(0.95, "duration_ns / 1e6"), Source.CALLS, Source.TRACES),
  DURATION_P99("ms", quantile(0.99, "duration_ns / 1e6"), Source.CALLS, Source.TRACES),
  TTFT_P50("ms", known(0.5, "ttft_ms"), Source.CALLS, Source.TRACES),
  TTFT_P95("ms", known(0.95, "ttft_ms"), Source.CALLS, Source.TRACES),
  TTFT_P99("ms", known(0.99, "ttft_ms"), Source.CALLS, Source.TRACES),
  TPOT_P50("ms", known(0.5, "tpot_ms"), Source.CALLS),
  TPOT_P95("ms", known(0.95, "tpot_ms"), Source.CALLS),
  TPOT_P99("ms", known(0.99, "tpot_ms"), Source.CALLS),
  /// The share that took longer than so many milliseconds.
  SLOW_RATE(
      "share",
      "countIf(duration_ns / 1e6 > {of:Float64} AND %1$s) / countIf(%1$s)",
      Source.CALLS,
      Source.TRACES),
  /// The share of those with a known first token whose first token took longer.
  SLOW_TTFT_RATE(
      "share",
      "countIf(ttft_ms > {of:Float64} AND %1$s) / countIf(ttft_ms >= 0 AND %1$s)",
      Source.CALLS,
      Source.TRACES),
  TOKENS(
      "tokens",
      "toFloat64(sumIf(greatest(input_tokens, 0) + greatest(output_tokens, 0), %s))",
      Source.CALLS,
      Source.TRACES),
  COST("usd", "sumIf(greatest(cost_usd, 0), %s)", Source.CALLS, Source.TRACES),
  /// The share of calls with one verdict.
  VERDICT_SHARE(
      "share", "countIf(one_call_verdict = {of:String} AND %1$s) / countIf(%1$s)", Source.VERDICTS),
  /// How much of a budget is used: 1 is all of it.
  BUDGET_USE("share", "", Source.BUDGETS),
  AVG("", "", Source.METRIC),
  MIN("", "", Source.METRIC),
  MAX("", "", Source.METRIC),
  SUM("", "", Source.METRIC),
  LAST("", "", Source.METRIC),
  RATE("", "", Source.METRIC),
  P95("", "", Source.METRIC);

  private static final Set<Measure> ADDING = EnumSet.of(COUNT, ERRORS, TOKENS, COST);
  private static final Set<Measure> SHARES =
      EnumSet.of(ERROR_RATE, SLOW_RATE, SLOW_TTFT_RATE, VERDICT_SHARE);

  private final String unit;
  private final String sql;
  private final List<Source> sources;

  Measure(String unit, String sql, Source... sources) {
    this.unit = unit;
    this.sql = sql;
    this.sources = List.of(sources);
  }

  private static String quantile(double level, String value) {
    return "toFloat64(quantileTDigestIf(" + level + ")(" + value + ", %s))";
  }

  /// Of those for which it is known.
  private static String known(double level, String value) {
    return "toFloat64(quantileTDigestIf(%s)(%s, %s >= 0 AND ".formatted(level, value, value)
        + "%s))";
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// `ms`, `share`, `tokens`, `usd`, or empty for a plain number.
  String unit() {
    return unit;
  }

  /// @param condition SQL of the rows that are the rule's
  /// @param of the name of the parameter that the measure takes
  String sql(String condition, String of) {
    return sql.formatted(condition).replace("{of:", "{" + of + ":");
  }

  boolean isOver(Source source) {
    return sources.contains(source);
  }

  /// SQL of the rows of the rule that the measure is made of.
  ///
  /// @param condition SQL of the rows that are the rule's
  String counted(String condition) {
    return switch (this) {
      case TTFT_P50, TTFT_P95, TTFT_P99, SLOW_TTFT_RATE -> "ttft_ms >= 0 AND " + condition;
      case TPOT_P50, TPOT_P95, TPOT_P99 -> "tpot_ms >= 0 AND " + condition;
      default -> condition;
    };
  }

  /// Where nothing happened it is 0, not unknown.
  boolean isSum() {
    return ADDING.contains(this);
  }

  /// Bad ones among all, as an objective needs it.
  boolean isShareOfBad() {
    return SHARES.contains(this);
  }

  /// Whether it is taken of something: a number of milliseconds, a verdict, a metric.
  boolean takesMilliseconds() {
    return this == SLOW_RATE || this == SLOW_TTFT_RATE;
  }
}
