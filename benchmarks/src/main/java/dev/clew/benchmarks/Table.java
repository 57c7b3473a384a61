// SPDX-License-Identifier: Apache-2.0
package dev.clew.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A table in Markdown.
final class Table {

  private final List<String> lines = new ArrayList<>();

  Table(String... columns) {
    row((Object[]) columns);
    lines.add("|" + "---|".repeat(columns.length));
  }

  Table row(Object... cells) {
    var line = new StringBuilder("|");
    for (var cell : cells) {
      line.append(' ').append(cell).append(" |");
    }
    lines.add(line.toString());
    return this;
  }

  static String decimal(double value, int digits) {
    return String.format(Locale.ROOT, "%,." + digits + "f", value);
  }

  /// The tables are what these programs are for.
  @SuppressWarnings("SystemOut")
  void print() {
    System.out.println();
    lines.forEach(System.out::println);
    System.out.println();
    System.out.flush();
  }

  /// A line about progress.
  static void say(String line) {
    System.err.println(line);
  }
}
