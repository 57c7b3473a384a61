// SPDX-License-Identifier: Apache-2.0
package dev.clew.dashboards;

import java.util.Locale;

/// What is said of the rows of a step. Those with `isOfValue` are about one number of each row.
enum RowMeasure {
  COUNT("toFloat64(count())", false),
  /// Rows each second.
  RATE("count() / {seconds:Float64}", false),
  ERRORS("toFloat64(countIf(failed))", false),
  /// 0 to 1.
  ERROR_RATE("countIf(failed) / count()", false),
  SUM("sumIf(number, isFinite(number))", true),
  AVG("avgIf(number, isFinite(number))", true),
  P50("quantileTDigestIf(0.5)(toFloat32(number), isFinite(number))", true),
  P75("quantileTDigestIf(0.75)(toFloat32(number), isFinite(number))", true),
  P95("quantileTDigestIf(0.95)(toFloat32(number), isFinite(number))", true),
  P99("quantileTDigestIf(0.99)(toFloat32(number), isFinite(number))", true);

  private final String sql;
  private final boolean isOfValue;

  RowMeasure(String sql, boolean isOfValue) {
    this.sql = sql;
    this.isOfValue = isOfValue;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// SQL over rows of `failed` and `number`; not finite where nothing is known.
  String sql() {
    return sql;
  }

  /// Whether a step without rows has 0.
  boolean isCount() {
    return this == COUNT || this == RATE || this == ERRORS;
  }

  boolean isQuantile() {
    return this == P50 || this == P75 || this == P95 || this == P99;
  }

  boolean isOfValue() {
    return isOfValue;
  }
}
