// SPDX-License-Identifier: Apache-2.0
package dev.clew.findings;

import dev.clew.engine.ClickHouse;
import dev.clew.engine.Statement;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What is usual for the agents of each project. Learned anew every ten minutes, at most.
final class Baselines {

  private static final long FRESH_MS = 600_000;

  /// Fewer runs say too little of an agent.
  private static final int ENOUGH_RUNS = 50;

  private final ClickHouse clickHouse;
  private final String database;
  private final InstantSource clock;
  private final Map<String, Learned> projects = new ConcurrentHashMap<>();

  private record Learned(long atMs, Map<Who, Baseline> baselines) {}

  /// @param agent empty where none is known: then the service is meant
  record Who(String agent, String service) {

    static Who of(String agent, String service) {
      return new Who(agent, agent.isEmpty() ? service : "");
    }
  }

  Baselines(ClickHouse clickHouse, String database, InstantSource clock) {
    this.clickHouse = clickHouse;
    this.database = database;
    this.clock = clock;
  }

  Baseline of(String project, Who who) {
    return all(project).getOrDefault(who, Baseline.NONE);
  }

  /// Those of agents and services with enough runs.
  Map<Who, Baseline> all(String project) {
    return projects
        .compute(
            project,
            (_, known) ->
                known == null || clock.millis() - known.atMs() > FRESH_MS
                    ? new Learned(clock.millis(), learn(project))
                    : known)
        .baselines();
  }

  private Map<Who, Baseline> learn(String project) {
    var baselines = new HashMap<Who, Baseline>();
    clickHouse.query(
        Statement.of(
                """
                SELECT toString(agent) AS who, if(agent = '', toString(service), '') AS place, count() AS runs,
                  quantile(0.95)(calls) AS p95_calls, quantile(0.95)(tool_calls) AS p95_tools,
                  quantileIf(0.95)(cost_usd, NOT isNaN(cost_usd)) AS p95_cost, quantileIf(0.5)(cost_usd, NOT isNaN(cost_usd)) AS median_cost
                FROM %s.token_ledger FINAL
                WHERE project_id = {project:String} AND minute >= now() - 604800
                GROUP BY who, place HAVING runs >= {enough:UInt32} ORDER BY runs DESC LIMIT 10000
                """
                    .formatted(database))
            .with("project", project)
            .with("enough", ENOUGH_RUNS),
        row ->
            baselines.put(
                new Who(row.string("who"), row.string("place")),
                new Baseline(
                    row.number("runs"),
                    row.real("p95_calls"),
                    row.real("p95_tools"),
                    row.real("p95_cost"),
                    row.real("median_cost"))));
    return baselines;
  }
}
