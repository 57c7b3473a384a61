// SPDX-License-Identifier: Apache-2.0
package dev.clew.engine;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One row of an answer, read by column name. Valid only while it is handed over; the values taken
/// from it stay.
public interface Row {

  /// The value of a column: `Long` for integers up to 64 bits, `DateTime64` (its ticks) and `Date`
  /// (days), `Double`, `Boolean`, `String`, `byte[]` for `FixedString`, `BigInteger` for wider
  /// integers, `List`, `Map`; `null` for NULL.
  @Nullable Object get(String column);

  /// The names of the columns, in order.
  List<String> columns();

  /// The same values, valid for good: who asks more questions about a row must not do so while it
  /// is handed over, for each question needs a connection and this row's is still in use.
  default Row kept() {
    return KeptRow.of(this);
  }

  default String string(String column) {
    return required(column, String.class);
  }

  default @Nullable String stringOrNull(String column) {
    return (String) get(column);
  }

  default long number(String column) {
    return required(column, Long.class);
  }

  default @Nullable Long numberOrNull(String column) {
    return (Long) get(column);
  }

  default double real(String column) {
    return required(column, Double.class);
  }

  default @Nullable Double realOrNull(String column) {
    return (Double) get(column);
  }

  default boolean bool(String column) {
    return get(column) instanceof Boolean value ? value : number(column) != 0;
  }

  default byte[] bytes(String column) {
    return required(column, byte[].class);
  }

  @SuppressWarnings("unchecked") // the column's type is the query's own business
  default <T> List<T> list(String column) {
    return (List<T>) required(column, List.class);
  }

  @SuppressWarnings("unchecked")
  default <V> Map<String, V> map(String column) {
    return (Map<String, V>) required(column, Map.class);
  }

  private <T> T required(String column, Class<T> type) {
    var value = get(column);
    if (!type.isInstance(value)) {
      throw new IllegalStateException(
          "column %s: %s (expected: %s)"
              .formatted(
                  column,
                  value == null ? "NULL" : value.getClass().getSimpleName(),
                  type.getSimpleName()));
    }
    return type.cast(value);
  }
}
