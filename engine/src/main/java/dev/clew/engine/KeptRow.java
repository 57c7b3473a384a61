// SPDX-License-Identifier: Apache-2.0
package dev.clew.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A row that outlives its answer.
record KeptRow(Map<String, @Nullable Object> values) implements Row {

  static KeptRow of(Row row) {
    var values = new LinkedHashMap<String, @Nullable Object>();
    row.columns().forEach(column -> values.put(column, row.get(column)));
    return new KeptRow(values);
  }

  @Override
  public @Nullable Object get(String column) {
    if (!values.containsKey(column)) {
      throw new IllegalStateException(
          "column %s (expected one of %s)".formatted(column, values.keySet()));
    }
    return values.get(column);
  }

  @Override
  public List<String> columns() {
    return List.copyOf(values.keySet());
  }
}
