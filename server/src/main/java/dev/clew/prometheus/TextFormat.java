// SPDX-License-Identifier: Apache-2.0
package dev.clew.prometheus;

import dev.clew.ingest.RejectionList;
import dev.clew.model.Metric;
import dev.clew.model.Rejection;
import dev.clew.model.Rejection.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads a whole exposition: the text format 0.0.4, or OpenMetrics 1.0. A line that cannot be read
/// is left out and told; the others stay.
final class TextFormat {

  private static final int MAX_LINE = 64 << 10;

  private final boolean openMetrics;
  private final RejectionList rejections = new RejectionList();
  private final Map<String, Family> families = new HashMap<>();
  private final List<Sample> samples = new ArrayList<>();
  private final List<Family> owners = new ArrayList<>();

  TextFormat(boolean openMetrics) {
    this.openMetrics = openMetrics;
  }

  /// Metrics of the samples, and how many samples there were.
  record Read(List<Metric> metrics, RejectionList rejections, int samples) {}

  Read read(String text, Map<String, String> targetLabels, long scrapedMs) {
    int number = 0;
    for (int from = 0; from < text.length(); ) {
      int end = text.indexOf('\n', from);
      end = end < 0 ? text.length() : end;
      number++;
      var line = text.substring(from, end).stripTrailing();
      from = end + 1;
      if (line.equals("# EOF")) {
        break;
      }
      if (line.startsWith("#")) {
        comment(line);
      } else if (!line.isBlank()) {
        sample(line, number);
      }
    }
    return new Read(assemble(targetLabels, scrapedMs), rejections, samples.size());
  }

  private void sample(String line, int number) {
    try {
      if (line.length() > MAX_LINE) {
        throw new TextLine.Malformed("more than " + MAX_LINE + " characters");
      }
      var sample = TextLine.read(line, openMetrics);
      samples.add(sample);
      owners.add(owner(sample.name()));
    } catch (TextLine.Malformed e) {
      rejections.add(
          new Rejection(Reason.MALFORMED, "line %d: %s".formatted(number, e.getMessage())));
    }
  }

  private Family owner(String sample) {
    var exact = families.get(sample);
    if (exact != null) {
      return exact;
    }
    int suffix = sample.lastIndexOf('_');
    var family = suffix < 0 ? null : families.get(sample.substring(0, suffix));
    return family != null && family.owns(sample) ? family : new Family(sample, "unknown", "", "");
  }

  private void comment(String line) {
    var words = line.split("[ \t]+", 3);
    if (words.length < 3) {
      return;
    }
    var rest = words[2];
    String name;
    String value;
    if (rest.startsWith("\"")) {
      int end = rest.indexOf('"', 1);
      name = end < 0 ? rest : rest.substring(1, end);
      value = end < 0 ? "" : rest.substring(end + 1).strip();
    } else {
      var pair = rest.split("[ \t]+", 2);
      name = pair[0];
      value = pair.length < 2 ? "" : pair[1].strip();
    }
    var known = families.getOrDefault(name, new Family(name, "unknown", "", ""));
    switch (words[1]) {
      case "TYPE" -> families.put(name, known.withType(value));
      case "UNIT" -> families.put(name, known.withUnit(value));
      case "HELP" ->
          families.put(
              name, known.withHelp(value.length() > 500 ? value.substring(0, 500) : value));
      default -> {}
    }
  }

  /// Starts first: the line that says when a counter began stands behind its value.
  private List<Metric> assemble(Map<String, String> targetLabels, long scrapedMs) {
    var assembly = new MetricAssembly(targetLabels, scrapedMs);
    for (boolean starts : new boolean[] {true, false}) {
      for (int i = 0; i < samples.size(); i++) {
        if (samples.get(i).name().endsWith("_created") == starts) {
          assembly.add(owners.get(i), samples.get(i));
        }
      }
    }
    return assembly.build();
  }
}
