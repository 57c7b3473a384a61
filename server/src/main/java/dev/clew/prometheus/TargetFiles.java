// SPDX-License-Identifier: Apache-2.0
package dev.clew.prometheus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.clew.config.ScrapeJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds the targets of a job: those of the configuration, and those that files list. A file that
/// cannot be read keeps the targets it had.
final class TargetFiles {

  private static final Logger log = LoggerFactory.getLogger(TargetFiles.class);
  private static final int MAX_TARGETS = 10_000;

  private final YAMLMapper yaml = new YAMLMapper();
  private final Map<Path, JsonNode> lastGood = new HashMap<>();

  List<Target> targets(ScrapeJob job) {
    var found = new ArrayList<Target>();
    job.targets().forEach(address -> add(found, Target.of(job, address, Map.of())));
    for (var pattern : job.files()) {
      for (var file : matching(pattern)) {
        for (var group : read(file)) {
          var labels = new LinkedHashMap<String, String>();
          group
              .path("labels")
              .properties()
              .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
          group.path("targets").forEach(t -> add(found, Target.of(job, t.asText(), labels)));
        }
      }
    }
    return found;
  }

  private static void add(List<Target> found, @Nullable Target target) {
    if (target != null && found.size() < MAX_TARGETS && !found.contains(target)) {
      found.add(target);
    }
  }

  private static List<Path> matching(Path pattern) {
    var folder = pattern.toAbsolutePath().getParent();
    var name = pattern.getFileName().toString();
    if (!name.contains("*") || folder == null) {
      return List.of(pattern);
    }
    try (var files = Files.newDirectoryStream(folder, name)) {
      var found = new ArrayList<Path>();
      files.forEach(found::add);
      found.sort(null);
      return found;
    } catch (IOException e) {
      log.warn("scrape targets in {} cannot be listed: {}", folder, e.toString());
      return List.of();
    }
  }

  private JsonNode read(Path file) {
    try {
      var node = yaml.readTree(Files.readString(file));
      if (node.isArray()) {
        lastGood.put(file, node);
        return node;
      }
      log.warn("scrape targets in {}: expected a list of targets and labels", file);
    } catch (IOException e) {
      log.warn("scrape targets in {} cannot be read: {}", file, e.getMessage());
    }
    return lastGood.getOrDefault(file, yaml.createArrayNode());
  }
}
