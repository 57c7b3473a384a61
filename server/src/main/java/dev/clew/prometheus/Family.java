// SPDX-License-Identifier: Apache-2.0
package dev.clew.prometheus;

/// What the comments of an exposition say about the samples that follow.
///
/// @param type as written: `counter`, `gauge`, `histogram`, `summary`, `unknown` …
record Family(String name, String type, String unit, String help) {

  static final Family UNKNOWN = new Family("", "unknown", "", "");

  Family withType(String other) {
    return new Family(name, other, unit, help);
  }

  Family withUnit(String other) {
    return new Family(name, type, other, help);
  }

  Family withHelp(String other) {
    return new Family(name, type, unit, other);
  }

  /// Whether a sample of this name belongs to it.
  boolean owns(String sample) {
    if (!sample.startsWith(name)) {
      return false;
    }
    var suffix = sample.substring(name.length());
    return suffix.isEmpty()
        || switch (type) {
          case "counter" -> suffix.equals("_total") || suffix.equals("_created");
          case "histogram", "summary" ->
              suffix.equals("_bucket")
                  || suffix.equals("_sum")
                  || suffix.equals("_count")
                  || suffix.equals("_created");
          case "info" -> suffix.equals("_info");
          default -> false;
        };
  }
}
