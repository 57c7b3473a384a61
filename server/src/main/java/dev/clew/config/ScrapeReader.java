// SPDX-License-Identifier: Apache-2.0
package dev.clew.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clew.config.ScrapeJob.Relabel;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// Reads the list `scrape` of the configuration file.
final class ScrapeReader {

  private static final Set<String> JOB_KEYS =
      Set.of(
          "job",
          "project",
          "interval",
          "timeout",
          "scheme",
          "path",
          "targets",
          "labels",
          "files",
          "relabel");
  private static final Set<String> RULE_KEYS =
      Set.of("action", "source-labels", "separator", "regex", "target-label", "replacement");

  private final Path folder;
  private final List<String> errors;

  /// @param folder relative paths begin there
  ScrapeReader(Path folder, List<String> errors) {
    this.folder = folder;
    this.errors = errors;
  }

  List<ScrapeJob> read(JsonNode list) {
    var jobs = new ArrayList<ScrapeJob>();
    if (!list.isArray()) {
      errors.add("scrape: (expected: a list of jobs)");
    }
    for (int i = 0; list.isArray() && i < list.size(); i++) {
      jobs.add(job(list.get(i), "scrape[" + i + "]"));
    }
    return jobs;
  }

  private ScrapeJob job(JsonNode node, String place) {
    onlyKnown(node, JOB_KEYS, place);
    var job = text(node, "job", "");
    if (job.isEmpty()) {
      errors.add(place + ".job: missing (expected: a name)");
    }
    var scheme = text(node, "scheme", "http");
    if (!scheme.equals("http") && !scheme.equals("https")) {
      errors.add(place + ".scheme: " + scheme + " (expected: http or https)");
    }
    var interval = duration(node, "interval", Duration.ofSeconds(15), place);
    var timeout = duration(node, "timeout", Duration.ofSeconds(10), place);
    var rules = new ArrayList<Relabel>();
    for (int i = 0; i < node.path("relabel").size(); i++) {
      var rule = rule(node.path("relabel").get(i), place + ".relabel[" + i + "]");
      if (rule != null) {
        rules.add(rule);
      }
    }
    return new ScrapeJob(
        job,
        text(node, "project", "default"),
        interval,
        timeout.compareTo(interval) > 0 ? interval : timeout,
        scheme,
        text(node, "path", "/metrics"),
        texts(node.path("targets")),
        labels(node.path("labels")),
        texts(node.path("files")).stream().map(folder::resolve).toList(),
        rules);
  }

  private @Nullable Relabel rule(JsonNode node, String place) {
    onlyKnown(node, RULE_KEYS, place);
    var action = text(node, "action", "replace").toUpperCase(Locale.ROOT);
    try {
      return new Relabel(
          Relabel.Action.valueOf(action),
          texts(node.path("source-labels")),
          text(node, "separator", ";"),
          Pattern.compile(text(node, "regex", "(.*)"), Pattern.DOTALL),
          text(node, "target-label", ""),
          text(node, "replacement", "$1"));
    } catch (PatternSyntaxException e) {
      errors.add(place + ".regex: " + e.getDescription());
    } catch (IllegalArgumentException _) {
      errors.add(place + ".action: " + action + " (expected: keep, drop or replace)");
    }
    return null;
  }

  private void onlyKnown(JsonNode node, Set<String> known, String place) {
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                errors.add(
                    "unknown setting '%s.%s' (expected: one of %s)"
                        .formatted(place, name, known.stream().sorted().toList()));
              }
            });
  }

  private static String text(JsonNode node, String name, String otherwise) {
    return node.path(name).asText(otherwise);
  }

  static List<String> texts(JsonNode list) {
    var texts = new ArrayList<String>();
    list.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  static Map<String, String> labels(JsonNode object) {
    var labels = new LinkedHashMap<String, String>();
    object.properties().forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
    return labels;
  }

  private Duration duration(JsonNode node, String name, Duration otherwise, String place) {
    if (!node.has(name)) {
      return otherwise;
    }
    try {
      var duration = Duration.parse("PT" + node.path(name).asText());
      if (duration.compareTo(Duration.ofSeconds(1)) >= 0) {
        return duration;
      }
    } catch (DateTimeException _) {
      // Falls through to the same message.
    }
    errors.add(
        "%s.%s: %s (expected: such as 15s, at least 1s)"
            .formatted(place, name, node.path(name).asText()));
    return otherwise;
  }
}
