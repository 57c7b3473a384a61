// SPDX-License-Identifier: Apache-2.0
package dev.clew.map;

import dev.clew.engine.QueryStats;
import dev.clew.engine.Row;
import dev.clew.filter.FilterSql.Subject;
import dev.clew.http.Endpoint;
import dev.clew.http.Endpoint.Parameter;
import dev.clew.http.Reply;
import dev.clew.http.Request;
import dev.clew.http.Store;
import dev.clew.http.Summaries;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Services, what they call, how often, how well and with how many tokens.
public final class MapApi {

  /// More lines than these nobody can tell apart.
  private static final int MAX_EDGES = 1_000;

  private final Store store;

  public MapApi(Store store) {
    this.store = store;
  }

  public List<Endpoint> endpoints() {
    return List.of(Endpoint.get("/api/v1/map", "Who calls whom", Parameter.SEARCH, this::map));
  }

  private Reply map(Request request) {
    store.refresh(request);
    var edges = new ArrayList<Map<String, @Nullable Object>>();
    var stats =
        query(
            request,
            """
            SELECT toString(from_name) AS from, toString(to_name) AS to, %1$s, toString(topKWeighted(1)(from_layer, n)[1]) AS layer
            FROM %2$s
            WHERE from_name != ''
            GROUP BY from_name, to_name
            ORDER BY calls DESC, from, to
            LIMIT {max:UInt32}
            """,
            row -> edges.add(copy(row)));
    boolean truncated = edges.size() > MAX_EDGES;
    if (truncated) {
      edges.removeLast();
    }
    var nodes = nodes(request, edges);
    return Reply.json(
        json -> {
          json.writeArrayFieldStart("nodes");
          for (var node : nodes.values()) {
            Reply.object(json, node);
          }
          json.writeEndArray();
          json.writeArrayFieldStart("edges");
          for (var edge : edges) {
            edge.remove("layer");
            Reply.object(json, edge);
          }
          json.writeEndArray();
          json.writeBooleanField("truncated", truncated);
          Reply.stats(json, stats);
        });
  }

  /// The ends of the edges, and services that nothing is known to call.
  private Map<String, Map<String, @Nullable Object>> nodes(
      Request request, List<Map<String, @Nullable Object>> edges) {
    Set<Object> drawn = new HashSet<>();
    edges.forEach(edge -> drawn.addAll(List.of(edge.get("from"), edge.get("to"))));
    var nodes = new LinkedHashMap<String, Map<String, @Nullable Object>>();
    query(
        request,
        // Whatever sends spans is a service, whatever its callers call it.
        """
        SELECT toString(to_name) AS id, toString(if(countIf(known_by = 'service') > 0, topKWeightedIf(1)(to_layer, n, known_by = 'service')[1], topKWeighted(1)(to_layer, n)[1])) AS layer,
          if(countIf(known_by = 'service') > 0, 'service', toString(any(known_by))) AS by, sumIf(n, from_name = '') AS entries, %1$s
        FROM %2$s
        GROUP BY to_name
        ORDER BY calls DESC, id
        LIMIT {max:UInt32}
        """,
        row -> {
          var node = copy(row);
          if (drawn.contains(node.get("id")) || row.number("entries") > 0) {
            nodes.put(row.string("id"), described(node));
          }
        });
    // A caller whose own call lies before the range.
    for (var edge : edges) {
      var name = String.valueOf(edge.get("from"));
      nodes.computeIfAbsent(name, _ -> uncalled(name, edge.get("layer")));
    }
    return nodes;
  }

  private static Map<String, @Nullable Object> described(Map<String, @Nullable Object> node) {
    var name = String.valueOf(node.get("id"));
    var by = String.valueOf(node.remove("by"));
    node.put("external", !by.equals("service"));
    node.put("filter", NodeFilter.of(by, name));
    return node;
  }

  private static Map<String, @Nullable Object> uncalled(String name, @Nullable Object layer) {
    var node = new LinkedHashMap<String, @Nullable Object>();
    node.put("id", name);
    node.put("layer", layer);
    node.put("entries", 0L);
    node.put("calls", 0L);
    node.put("errors", 0L);
    node.put("p50_ms", null);
    node.put("p95_ms", null);
    node.put("input_tokens", 0L);
    node.put("output_tokens", 0L);
    node.put("external", false);
    node.put("filter", NodeFilter.of("service", name));
    return node;
  }

  /// What is said of each edge and of each node; the middle of a class stands for its durations.
  private static String figures() {
    return """
    sum(n) AS calls, sum(failed) AS errors,
    arrayMap(c -> round(pow(2, c / 8) / 1000, 3), quantilesExactWeighted(0.5, 0.95)(class, n)) AS q,
    toInt64(sum(tokens_in)) AS input_tokens, toInt64(sum(tokens_out)) AS output_tokens""";
  }

  /// The entries of the rows that a request is about, one row each.
  ///
  /// @param runs a condition that selects rows by their run
  private static String entries(String runs) {
    return """
    (
      SELECT from_name, from_layer, to_name, to_layer, known_by, class, n, failed, tokens_in, tokens_out
      FROM (SELECT * FROM ${database}.edges_1m FINAL
        WHERE project_id = {project:String} AND minute BETWEEN toStartOfMinute(toDateTime({from:Int64})) AND toDateTime({to:Int64}) AND %s)
      ARRAY JOIN caller AS from_name, caller_layer AS from_layer, callee AS to_name, callee_layer AS to_layer, callee_known_by AS known_by, duration_class AS class,
        calls AS n, errors AS failed, input_tokens AS tokens_in, output_tokens AS tokens_out
    )"""
        .formatted(runs);
  }

  private QueryStats query(Request request, String sql, Consumer<Row> onRow) {
    var condition = store.compile(request.filter(), Subject.TRACES);
    var runs =
        condition.sql().equals("true")
            ? "true"
            : "trace_id IN (SELECT trace_id FROM ${database}.runs FINAL WHERE %s AND %s)"
                .formatted(Summaries.IN_RANGE, condition.sql());
    return store.query(
        store
            .about(request, request.range(), sql.formatted(figures(), entries(runs)))
            .withAll(condition.parameters())
            .with("max", MAX_EDGES + 1),
        onRow);
  }

  /// A row with its quantiles by name.
  private static Map<String, @Nullable Object> copy(Row row) {
    var copy = new LinkedHashMap<String, @Nullable Object>();
    row.columns().forEach(column -> copy.put(column, row.get(column)));
    var quantiles = copy.remove("q");
    if (quantiles instanceof List<?> both && both.size() == 2) {
      copy.put("p50_ms", both.get(0));
      copy.put("p95_ms", both.get(1));
    }
    return copy;
  }
}
