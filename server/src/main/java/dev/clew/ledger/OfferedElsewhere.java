// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger;

import dev.clew.engine.ClickHouse;
import dev.clew.engine.Statement;
import dev.clew.ledger.Assembly.Offered;
import dev.clew.ledger.accounting.Segment.Owner;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which tools the runs of the last week were offered: by agent, as the latest run of it alone
/// shows, and by server, as it listed them last.
///
/// @param agents by service and agent
/// @param servers by name
record OfferedElsewhere(Map<String, List<Offered>> agents, Map<String, List<Offered>> servers) {

  private static final int MOST = 1_000;

  static OfferedElsewhere read(ClickHouse clickHouse, String database, String project) {
    return new OfferedElsewhere(
        agents(clickHouse, database, project), servers(clickHouse, database, project));
  }

  /// What calls without content were said to have been offered teaches nothing.
  private static Map<String, List<Offered>> agents(
      ClickHouse clickHouse, String database, String project) {
    var agents = new HashMap<String, List<Offered>>();
    clickHouse.query(
        Statement.of(
                """
                SELECT toString(service) AS place, toString(agent) AS who, argMax((tool_server, tool_name, tool_definition), start_time) AS latest,
                  latest.1 AS servers, latest.2 AS names, arrayMap(size -> toString(size), latest.3) AS sizes
                FROM %s.token_ledger
                WHERE project_id = {project:String} AND minute >= now() - 604800 AND NOT deleted AND agent != ''
                  AND arrayExists(offered -> offered > 0, tool_offered) AND arrayUniq(call_agent) = 1 AND NOT has(call_tier, 'usage_delta')
                GROUP BY place, who ORDER BY max(start_time) DESC LIMIT %d
                """
                    .formatted(database, MOST))
            .with("project", project),
        row -> {
          List<String> servers = row.list("servers");
          List<String> names = row.list("names");
          List<String> sizes = row.list("sizes");
          var offered = new ArrayList<Offered>();
          for (int i = 0; i < names.size(); i++) {
            double size = Double.parseDouble(sizes.get(i));
            if (size > 0) {
              offered.add(new Offered(new Owner(servers.get(i), names.get(i)), size, true));
            }
          }
          agents.put(key(row.string("place"), row.string("who")), offered);
        });
    return agents;
  }

  private static Map<String, List<Offered>> servers(
      ClickHouse clickHouse, String database, String project) {
    var servers = new HashMap<String, List<Offered>>();
    clickHouse.query(
        Statement.of(
                """
                WITH listed AS (
                  SELECT toString(mcp_server) AS server, argMax((trace_id, output_text_hash), start_time) AS latest FROM %1$s.spans
                  WHERE project_id = {project:String} AND minute >= now() - 604800 AND mcp_method = 'tools/list' AND mcp_server != '' AND output_text_hash != toFixedString('', 8)
                  GROUP BY server LIMIT %2$d
                )
                SELECT l.server AS name, any(substringUTF8(m.body, 1, 262144)) AS text
                FROM (SELECT trace_id, hash, body FROM %1$s.messages WHERE project_id = {project:String} AND (trace_id, hash) IN (SELECT latest.1, latest.2 FROM listed)) AS m
                JOIN listed AS l ON l.latest.1 = m.trace_id AND l.latest.2 = m.hash
                GROUP BY name
                """
                    .formatted(database, MOST))
            .with("project", project),
        row -> {
          var server = row.string("name");
          var offered = new ArrayList<Offered>();
          for (var tool : Owners.tools(row.string("text"))) {
            var sized = Sized.tool(tool.toString(), EnumSet.of(Tokenizer.BYTES));
            offered.add(
                new Offered(new Owner(server, sized.tool()), sized.tokens(Tokenizer.BYTES), false));
          }
          servers.put(server, offered);
        });
    return servers;
  }

  List<Offered> of(String service, String agent, Set<String> ofRun) {
    var known = agents.get(key(service, agent));
    return known != null
        ? known
        : ofRun.stream()
            .sorted()
            .flatMap(server -> servers.getOrDefault(server, List.of()).stream())
            .toList();
  }

  private static String key(String service, String agent) {
    return service + "\n" + agent;
  }
}
