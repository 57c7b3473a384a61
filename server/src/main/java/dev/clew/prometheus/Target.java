// SPDX-License-Identifier: Apache-2.0
package dev.clew.prometheus;

import dev.clew.config.ScrapeJob;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One address that is asked for metrics.
///
/// @param labels that its samples get; `job` and `instance` among them
record Target(ScrapeJob job, URI url, Map<String, String> labels) {

  private static final String ADDRESS = "__address__";
  private static final String SCHEME = "__scheme__";
  private static final String PATH = "__metrics_path__";

  Target {
    labels = Map.copyOf(labels);
  }

  /// Applies the rules of a job; `null` when they drop the target or leave it without an address.
  static @Nullable Target of(ScrapeJob job, String address, Map<String, String> more) {
    var labels = new TreeMap<>(job.labels());
    labels.putAll(more);
    labels.put("job", job.job());
    labels.put(ADDRESS, address);
    labels.putIfAbsent(SCHEME, job.scheme());
    labels.putIfAbsent(PATH, job.path());
    for (var rule : job.relabel()) {
      if (!apply(rule, labels)) {
        return null;
      }
    }
    var to = labels.getOrDefault(ADDRESS, "");
    if (to.isEmpty()) {
      return null;
    }
    labels.putIfAbsent("instance", to);
    var url = labels.get(SCHEME) + "://" + to + labels.get(PATH);
    labels.keySet().removeIf(name -> name.startsWith("__"));
    labels.values().removeIf(String::isEmpty);
    try {
      return new Target(job, URI.create(url), labels);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  private static boolean apply(ScrapeJob.Relabel rule, Map<String, String> labels) {
    var source =
        String.join(
            rule.separator(),
            rule.sourceLabels().stream().map(name -> labels.getOrDefault(name, "")).toList());
    var match = rule.regex().matcher(source);
    boolean matches = match.matches();
    return switch (rule.action()) {
      case KEEP -> matches;
      case DROP -> !matches;
      case REPLACE -> {
        if (matches && !rule.targetLabel().isEmpty()) {
          var value = new StringBuilder();
          match.appendReplacement(value, rule.replacement());
          // What stood before the match is empty: the whole matched.
          labels.put(rule.targetLabel(), value.toString());
        }
        yield true;
      }
    };
  }
}
