// SPDX-License-Identifier: Apache-2.0
package dev.clew.verify;

import dev.clew.model.Counted;
import java.io.PrintWriter;
import java.util.List;

/// Prints a line for each check and counts.
final class Checks {

  private static final int SHOWN = 10;

  private final PrintWriter out;
  private int passed;
  private int failed;

  Checks(PrintWriter out) {
    this.out = out;
  }

  /// @param problems what is wrong; empty when nothing is
  void add(String what, List<String> problems) {
    if (problems.isEmpty()) {
      passed++;
      out.println("✓ " + what);
    } else {
      failed++;
      out.println("✗ " + what);
      problems.stream().limit(SHOWN).forEach(problem -> out.println("    " + problem));
      if (problems.size() > SHOWN) {
        out.println("    and %d more".formatted(problems.size() - SHOWN));
      }
    }
    out.flush();
  }

  void skip(String what, String why) {
    out.println("- %s: skipped, %s".formatted(what, why));
    out.flush();
  }

  boolean hasFailed() {
    return failed > 0;
  }

  void summary() {
    out.println("%s passed, %d failed".formatted(new Counted(passed, "check").text(), failed));
    out.flush();
  }
}
