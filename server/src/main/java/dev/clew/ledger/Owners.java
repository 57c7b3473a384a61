// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clew.ledger.accounting.Segment.Owner;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which server of the Model Context Protocol each tool of a run belongs to.
///
/// Definitions on a call do not say. In this order: the run executed the tool on a server; a server
/// listed it (`tools/list`); its name tells (`mcp__server__tool`); the project knows one server
/// with such a tool; all tools that the run executed are of one server.
final class Owners {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PREFIX = "mcp__";

  private final Assembly.Known known;
  private final Map<String, String> servers = new HashMap<>();
  private final Map<String, Listed> listed = new LinkedHashMap<>();
  private final String onlyServer;
  private final Map<String, Owner> found = new HashMap<>();

  /// A tool that a server offered.
  record Listed(Owner owner, Sized part) {}

  Owners(StoredRun run, Assembly.Known known) {
    this.known = known;
    Set<String> all = new HashSet<>();
    for (var tool : run.tools()) {
      all.add(tool.server());
      if (!tool.server().isEmpty()) {
        servers.put(tool.tool(), tool.server());
      }
    }
    onlyServer = all.size() == 1 ? all.iterator().next() : "";
    for (var span : run.spans().values()) {
      if (span.mcpMethod().equals("tools/list")) {
        list(run, span);
      }
    }
  }

  private void list(StoredRun run, SpanRow span) {
    var answer = run.content().texts().get(span.outputText());
    if (answer == null) {
      return;
    }
    var server = span.mcpServer().isEmpty() ? onlyServer : span.mcpServer();
    for (var tool : tools(answer.text())) {
      var name = Sized.toolName(tool);
      if (!name.isEmpty()) {
        if (!server.isEmpty()) {
          servers.putIfAbsent(name, server);
        }
        listed.putIfAbsent(
            name,
            new Listed(
                new Owner(servers.getOrDefault(name, server), name),
                Sized.tool(tool.toString(), EnumSet.allOf(Tokenizer.class))));
      }
    }
  }

  /// The tools of an answer to `tools/list`, wherever in it they are.
  static List<JsonNode> tools(String answer) {
    try {
      var json = JSON.readTree(answer);
      var tools = json.isArray() ? json : json.findValue("tools");
      var found = new ArrayList<JsonNode>();
      if (tools != null && tools.isArray()) {
        tools.forEach(found::add);
      }
      return found;
    } catch (JsonProcessingException e) {
      return List.of();
    }
  }

  /// Definitions that were seen at `tools/list`.
  List<Listed> listed() {
    return List.copyOf(listed.values());
  }

  Owner of(String tool) {
    return tool.isEmpty() ? Owner.NONE : found.computeIfAbsent(tool, this::find);
  }

  private Owner find(String tool) {
    var server = servers.get(tool);
    if (server != null) {
      return new Owner(server, tool);
    }
    if (tool.startsWith(PREFIX)) {
      var rest = tool.substring(PREFIX.length());
      int end = rest.indexOf("__");
      if (end > 0) {
        return new Owner(rest.substring(0, end), tool);
      }
    }
    var elsewhere = known.server(tool);
    return new Owner(elsewhere.isEmpty() ? onlyServer : elsewhere, tool);
  }
}
