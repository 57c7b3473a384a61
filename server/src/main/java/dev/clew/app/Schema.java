// SPDX-License-Identifier: Apache-2.0
package dev.clew.app;

import dev.clew.engine.ClickHouse;
import dev.clew.engine.Migrations;
import dev.clew.engine.Migrations.Migration;
import java.util.List;

/// The tables of every feature, in the order in which they are made.
final class Schema {

  static final String DATABASE = "clew";

  private static final List<String> MIGRATIONS =
      List.of(
          "0001_traces",
          "0002_views",
          "0003_tool_calls",
          "0010_metrics",
          "0020_logs",
          "0031_map",
          "0032_metric_views",
          "0040_costs",
          "0041_rollup",
          "0050_ledger",
          "0080_price_details",
          "0081_definitions_seen");

  private Schema() {}

  static void apply(ClickHouse clickHouse) {
    new Migrations(clickHouse, DATABASE)
        .apply(
            MIGRATIONS.stream()
                .map(name -> Migration.load(Schema.class, "/migrations/" + name + ".sql"))
                .toList());
  }
}
