// SPDX-License-Identifier: Apache-2.0
package dev.clew.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What Linux says about a process.
///
/// @param cpuMs user and system time since its start
/// @param residentBytes memory
record ProcessFigures(long cpuMs, long residentBytes) {

  private static final ProcessFigures UNKNOWN = new ProcessFigures(0, 0);
  private static final int TICKS_PER_SECOND = 100;

  /// All 0 for a process that cannot be looked at.
  static ProcessFigures of(long pid) {
    try {
      var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      // The name of the program, in parentheses, may contain blanks.
      var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
      return new ProcessFigures(ticks * 1000 / TICKS_PER_SECOND, resident(pid));
    } catch (IOException e) {
      return UNKNOWN;
    }
  }

  private static long resident(long pid) throws IOException {
    for (var line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) << 10;
      }
    }
    return 0;
  }
}
