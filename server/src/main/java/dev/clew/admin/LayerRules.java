// SPDX-License-Identifier: Apache-2.0
package dev.clew.admin;

import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import dev.clew.model.Layer;
import dev.clew.model.LayerRule;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// The rules by which projects place their spans in layers. Ingest asks for every request, so they
/// are kept in memory; the database is read once for each project.
public final class LayerRules implements LayerRule.Source {

  /// Each is tried for every span.
  static final int MAX_RULES = 50;

  private final Metadata metadata;
  private final InstantSource clock;
  private final Map<String, List<LayerRule>> rules = new ConcurrentHashMap<>();

  public LayerRules(Metadata metadata, InstantSource clock) {
    this.metadata = metadata;
    this.clock = clock;
  }

  @Override
  public List<LayerRule> of(String project) {
    return rules.computeIfAbsent(project, this::load);
  }

  private List<LayerRule> load(String project) {
    return metadata
        .query(
            "SELECT id, key, value, layer FROM layer_rules WHERE project = ? ORDER BY rowid",
            row -> new LayerRule(row.text(1), row.text(2), row.text(3), layer(row.text(4))),
            project)
        .stream()
        .toList();
  }

  /// @throws AppException INVALID for a key that cannot be asked for, an unknown layer, or too many
  LayerRule add(String project, String key, String value, String label) {
    if (!LayerRule.isKey(key)) {
      throw new AppException(
          ErrorCode.INVALID,
          "key: %s (expected: service, scope, resource.<key> or attr.<key>)".formatted(key));
    }
    if (of(project).size() >= MAX_RULES) {
      throw new AppException(
          ErrorCode.INVALID,
          "%d rules (expected: at most %d); delete one first"
              .formatted(of(project).size(), MAX_RULES));
    }
    var rule = new LayerRule(UUID.randomUUID().toString(), key, value, layer(label));
    metadata.update(
        "INSERT INTO layer_rules VALUES (?, ?, ?, ?, ?, ?)",
        rule.id(),
        project,
        key,
        value,
        label,
        clock.instant().toString());
    rules.remove(project);
    return rule;
  }

  void delete(String project, String id) {
    int deleted =
        metadata.update("DELETE FROM layer_rules WHERE id = ? AND project = ?", id, project);
    rules.remove(project);
    if (deleted == 0) {
      throw new AppException(ErrorCode.NOT_FOUND, "no such rule");
    }
  }

  private static Layer layer(String label) {
    return Arrays.stream(Layer.values())
        .filter(layer -> layer.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new AppException(
                    ErrorCode.INVALID,
                    "layer: %s (expected: one of %s)".formatted(label, Layer.labels())));
  }
}
