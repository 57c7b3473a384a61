// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger;

import dev.clew.engine.ClickHouse;
import dev.clew.engine.Statement;
import dev.clew.prices.Price.PerToken;
import dev.clew.prices.Prices;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the runs of the last week teach about the next one: which server has which tool, how long a
/// token of a model is. Looked up anew every ten minutes.
final class Experience {

  private static final long FRESH_MS = 600_000;

  /// Fewer calls say too little of a model.
  private static final int ENOUGH_CALLS = 20;

  private final ClickHouse clickHouse;
  private final String database;
  private final InstantSource clock;
  private final Prices prices;
  private final Map<String, Project> projects = new HashMap<>();

  Experience(ClickHouse clickHouse, String database, InstantSource clock, Prices prices) {
    this.clickHouse = clickHouse;
    this.database = database;
    this.clock = clock;
    this.prices = prices;
  }

  /// Not safe for several threads.
  Assembly.Known of(String project) {
    var known = projects.get(project);
    if (known == null || clock.millis() - known.readAtMs > FRESH_MS) {
      known =
          new Project(
              project,
              clock.millis(),
              servers(project),
              scales(project),
              OfferedElsewhere.read(clickHouse, database, project));
      projects.put(project, known);
    }
    return known;
  }

  private Map<String, String> servers(String project) {
    var servers = new HashMap<String, String>();
    clickHouse.query(
        Statement.of(
                """
                SELECT toString(tool) AS name, any(toString(mcp_server)) AS server
                FROM %s.tool_calls
                WHERE project_id = {project:String} AND minute >= now() - 604800 AND mcp_server != '' AND tool != ''
                GROUP BY name HAVING uniqExact(mcp_server) = 1 LIMIT 100000
                """
                    .formatted(database))
            .with("project", project),
        row -> servers.put(row.string("name"), row.string("server")));
    return servers;
  }

  /// The median over calls.
  private Map<String, Double> scales(String project) {
    var scales = new HashMap<String, Double>();
    clickHouse.query(
        Statement.of(
                """
                SELECT toString(model) AS name, quantile(0.5)(scale) AS middle
                FROM (SELECT call_model, call_scale, call_tier FROM %s.token_ledger WHERE project_id = {project:String} AND minute >= now() - 604800 AND NOT deleted)
                ARRAY JOIN call_model AS model, call_scale AS scale, call_tier AS tier
                WHERE tier = 'bytes' AND scale > 0 GROUP BY name HAVING count() >= {enough:UInt32}
                """
                    .formatted(database))
            .with("project", project)
            .with("enough", ENOUGH_CALLS),
        row -> scales.put(row.string("name"), row.real("middle")));
    return scales;
  }

  private final class Project implements Assembly.Known {
    private final String project;
    private final long readAtMs;
    private final Map<String, String> servers;
    private final Map<String, Double> scales;
    private final OfferedElsewhere offered;

    Project(
        String project,
        long readAtMs,
        Map<String, String> servers,
        Map<String, Double> scales,
        OfferedElsewhere offered) {
      this.project = project;
      this.readAtMs = readAtMs;
      this.servers = servers;
      this.scales = scales;
      this.offered = offered;
    }

    @Override
    public String server(String tool) {
      return servers.getOrDefault(tool, "");
    }

    @Override
    public double scale(String model) {
      return scales.getOrDefault(model, 1.0);
    }

    @Override
    public List<Assembly.Offered> offered(String service, String agent, Set<String> servers) {
      return offered.of(service, agent, servers);
    }

    @Override
    public @Nullable PerToken list(CallRow call) {
      var priced =
          prices.price(
              project,
              new Prices.Priceable(
                  call.provider(),
                  call.requestModel(),
                  call.responseModel(),
                  call.tier(),
                  call.region(),
                  call.at(),
                  call.durationNs(),
                  call.usage()));
      var input = call.usage().input();
      return priced == null
          ? null
          : prices.perToken(priced.price(), input == null ? 0 : input, call.at());
    }
  }
}
