// SPDX-License-Identifier: Apache-2.0
package dev.clew.traces;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The rows of a heatmap: durations on a logarithmic scale that fits what there is.
///
/// The query counts on a fine scale, two levels to an octave of milliseconds; levels are then put
/// together until the rows are few enough to tell apart.
final class DurationRows {

  static final int LEVELS_PER_OCTAVE = 2;

  /// An eighth of a millisecond.
  static final int LOWEST = -3 * LEVELS_PER_OCTAVE;

  /// Some days.
  static final int HIGHEST = 29 * LEVELS_PER_OCTAVE;

  private static final int MAX_ROWS = 24;

  private record Cell(int column, long level, long count) {}

  private record Place(int column, long row) {}

  private final List<Cell> cells = new ArrayList<>();

  void add(int column, long level, long count) {
    cells.add(new Cell(column, level, count));
  }

  void write(JsonGenerator json) throws IOException {
    long low = cells.stream().mapToLong(Cell::level).min().orElse(0);
    long high = cells.stream().mapToLong(Cell::level).max().orElse(low);
    long height = Math.ceilDiv(high - low + 1, (long) MAX_ROWS);
    long rows = Math.ceilDiv(high - low + 1, height);
    json.writeArrayFieldStart("bounds_ms");
    for (long row = 0; row <= rows; row++) {
      double bound = Math.pow(2, (low + row * height) / (double) LEVELS_PER_OCTAVE);
      json.writeNumber(Math.round(bound * 1e4) / 1e4);
    }
    json.writeEndArray();
    Map<Place, Long> counts = new LinkedHashMap<>();
    for (var cell : cells) {
      var place = new Place(cell.column(), (cell.level() - low) / height);
      counts.merge(place, cell.count(), Long::sum);
    }
    json.writeArrayFieldStart("cells");
    for (var count : counts.entrySet()) {
      json.writeStartArray();
      json.writeNumber(count.getKey().column());
      json.writeNumber(count.getKey().row());
      json.writeNumber(count.getValue());
      json.writeEndArray();
    }
    json.writeEndArray();
  }
}
