// SPDX-License-Identifier: Apache-2.0
package dev.clew.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Targets that are asked for their metrics in the same way.
///
/// @param project whose metrics they are
/// @param targets `host:port`
/// @param labels of all targets
/// @param files with further targets: lists of `{targets, labels}` in JSON or YAML; the last name
///   of a path may have one `*`
public record ScrapeJob(
    String job,
    String project,
    Duration interval,
    Duration timeout,
    String scheme,
    String path,
    List<String> targets,
    Map<String, String> labels,
    List<Path> files,
    List<Relabel> relabel) {

  public ScrapeJob {
    targets = List.copyOf(targets);
    labels = Map.copyOf(labels);
    files = List.copyOf(files);
    relabel = List.copyOf(relabel);
  }

  /// A rule over the labels of a target, as in Prometheus.
  ///
  /// @param regex must match the whole of the source labels, joined by `separator`
  public record Relabel(
      Action action,
      List<String> sourceLabels,
      String separator,
      Pattern regex,
      String targetLabel,
      String replacement) {

    public Relabel {
      sourceLabels = List.copyOf(sourceLabels);
    }

    /// What a matching rule does.
    public enum Action {
      KEEP,
      DROP,
      REPLACE
    }
  }
}
