// SPDX-License-Identifier: Apache-2.0
package dev.clew.metrics;

import dev.clew.engine.Block;
import dev.clew.engine.Column;
import dev.clew.model.Attributes;

/// Rows of `metric_series`, with the columns of `0010_metrics.sql`.
final class SeriesBlock {

  private final Block block = new Block();
  private final Column.Symbols project = block.symbols("project_id");
  private final Column.Symbols metric = block.symbols("metric");
  private final Column.Whole series = block.whole("series", "UInt64");
  private final Column.Whole type = block.whole("type", "Int8");
  private final Column.Whole temporality = block.whole("temporality", "Int8");
  private final Column.Whole monotonic = block.whole("monotonic", "Bool");
  private final Column.Symbols unit = block.symbols("unit");
  private final Column.Symbols description = block.symbols("description");
  private final Column.Symbols service = block.symbols("service");
  private final Column.Symbols scope = block.symbols("scope");
  private final Column.TextMap attributes = block.textMap("attributes");
  private final Column.TextMap resource = block.textMap("resource");
  private final Column.Whole firstSeen = block.whole("first_seen", "DateTime('UTC')");
  private final Column.Whole lastSeen = block.whole("last_seen", "DateTime('UTC')");

  Block block() {
    return block;
  }

  void add(String projectId, Series one, long receivedAt) {
    var of = one.metric();
    project.add(projectId);
    metric.add(of.name());
    series.add(one.hash());
    type.add(of.type().number());
    temporality.add(of.temporality().number());
    monotonic.add(of.monotonic());
    unit.add(of.unit());
    description.add(of.description());
    service.add(of.resource().service());
    scope.add(of.scope().name());
    put(attributes, one.attributes());
    put(resource, of.resource().attributes());
    firstSeen.add(receivedAt);
    lastSeen.add(receivedAt);
  }

  private static void put(Column.TextMap into, Attributes from) {
    for (var attribute : from) {
      into.entry(attribute.key(), Series.text(attribute.value()));
    }
    into.add();
  }
}
