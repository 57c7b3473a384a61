// SPDX-License-Identifier: Apache-2.0
package dev.clew.app;

import dev.clew.engine.ClickHouse;
import dev.clew.engine.Migrations;
import dev.clew.engine.Migrations.Migration;
import java.util.List;

/// The tables of every feature, in the order in which they are made.
public final class Schema {

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
          "0070_quirks",
          "0080_price_details",
          "0081_definitions_seen",
          "0090_latency",
          "0130_run_quirks",
          "0131_call_keys",
          "0133_run_text",
          "0160_usage_by_kind",
          "0170_rolled_unknowns",
          "0180_requests_by_minute",
          "0190_critical_path",
          "0200_inferred_tools");

  private Schema() {}

  static void apply(ClickHouse clickHouse) {
    apply(clickHouse, DATABASE);
  }

  /// Makes the tables in a database that exists.
  public static void apply(ClickHouse clickHouse, String database) {
    new Migrations(clickHouse, database)
        .apply(
            MIGRATIONS.stream()
                .map(name -> Migration.load(Schema.class, "/migrations/" + name + ".sql"))
                .toList());
  }
}
