// SPDX-License-Identifier: Apache-2.0
package dev.clew.traces;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.clew.engine.Row;
import dev.clew.http.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The rows of a page, held back until it is known that the page is the one to answer.
final class Page {

  /// Selected for paging only, not answered.
  private static final String SORT_VALUE = "sort_value";

  private final List<Map<String, @Nullable Object>> rows = new ArrayList<>();
  private final List<List<String>> keys = new ArrayList<>();

  void add(String sortValue, String id, Row row) {
    var copy = new LinkedHashMap<String, @Nullable Object>();
    for (var column : row.columns()) {
      if (!column.equals(SORT_VALUE)) {
        copy.put(column, row.get(column));
      }
    }
    add(sortValue, id, copy);
  }

  void add(String sortValue, String id, Map<String, @Nullable Object> row) {
    rows.add(row);
    keys.add(List.of(sortValue, id));
  }

  /// Adds a row where it belongs by `order` of sort values and ids.
  void insert(
      String sortValue,
      String id,
      Map<String, @Nullable Object> row,
      Comparator<List<String>> order) {
    var key = List.of(sortValue, id);
    int place = Collections.binarySearch(keys, key, order);
    int index = place < 0 ? -place - 1 : place;
    rows.add(index, row);
    keys.add(index, key);
  }

  int size() {
    return rows.size();
  }

  /// Sort value and id of the last row of a page of `limit`.
  List<String> last(int limit) {
    int index = Math.min(limit, keys.size()) - 1;
    return index < 0 ? List.of("", "") : keys.get(index);
  }

  void write(JsonGenerator json, int limit) throws IOException {
    for (var row : rows.subList(0, Math.min(limit, rows.size()))) {
      Reply.object(json, row);
    }
  }
}
