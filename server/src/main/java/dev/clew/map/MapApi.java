// SPDX-License-Identifier: Apache-2.0
package dev.clew.map;

import dev.clew.engine.Row;
import dev.clew.engine.Statement;
import dev.clew.filter.FilterSql.Subject;
import dev.clew.http.Endpoint;
import dev.clew.http.Endpoint.Parameter;
import dev.clew.http.Reply;
import dev.clew.http.Request;
import dev.clew.http.Store;
import dev.clew.http.Summaries;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    var edges = new ArrayList<Row>();
    var called = new ArrayList<Row>();
    var stats =
        store.query(
            statement(request),
            row -> (row.number("is_node") > 0 ? called : edges).add(row.kept()));
    boolean truncated = edges.size() > MAX_EDGES;
    if (truncated) {
      edges.removeLast();
    }
    var nodes = nodes(called, edges);
    return Reply.json(
        json -> {
          json.writeArrayFieldStart("nodes");
          for (var node : nodes) {
            Reply.object(json, node);
          }
          json.writeEndArray();
          json.writeArrayFieldStart("edges");
          for (var edge : edges) {
            Reply.object(json, edge(edge));
          }
          json.writeEndArray();
          json.writeBooleanField("truncated", truncated);
          Reply.stats(json, stats);
        });
  }

  private Statement statement(Request request) {
    var condition = store.compile(request.filter(), Subject.TRACES);
    var runs =
        condition.sql().equals("true")
            ? "true"
            : "trace_id IN (SELECT trace_id FROM ${database}.runs FINAL WHERE %s AND %s)"
                .formatted(Summaries.IN_RANGE, condition.sql());
    return store
        .about(request, request.range(), lines(runs))
        .withAll(condition.parameters())
        .with("max", MAX_EDGES + 1);
  }

  /// The edges of the runs that a request is about, added up, and the same once more by who is
  /// called. What is equal in everything but its counts is added up first, by a hash of 64 bits: a
  /// million runs have ten million entries and a thousand different ones, and columns of names are
  /// slow keys. The middle of a class stands for its durations.
  ///
  /// @param runs a condition that selects rows by their run
  private static String lines(String runs) {
    return """
    SELECT grouping(from_name) AS is_node, toString(from_name) AS from, toString(to_name) AS to,
      toString(topKWeighted(1)(from_layer, n)[1]) AS caller_layer,
      toString(if(countIf(known_by = 'service') > 0, topKWeightedIf(1)(to_layer, n, known_by = 'service')[1], topKWeighted(1)(to_layer, n)[1])) AS layer,
      if(countIf(known_by = 'service') > 0, 'service', toString(any(known_by))) AS by,
      sum(entered) AS entries, sum(n) AS calls, sum(failed) AS errors,
      arrayMap(c -> round(pow(2, c / 8) / 1000, 3), quantilesExactWeighted(0.5, 0.95)(class, n)) AS q,
      toInt64(sum(tokens_in)) AS input_tokens, toInt64(sum(tokens_out)) AS output_tokens
    FROM (
      SELECT any(caller) AS from_name, any(caller_layer) AS from_layer, any(callee) AS to_name, any(callee_layer) AS to_layer, any(callee_known_by) AS known_by, any(duration_class) AS class,
        sum(calls) AS n, sum(errors) AS failed, sum(input_tokens) AS tokens_in, sum(output_tokens) AS tokens_out, if(from_name = '', n, 0) AS entered
      FROM (SELECT * FROM ${database}.edges_1m FINAL
        WHERE project_id = {project:String} AND minute BETWEEN toStartOfMinute(toDateTime({from:Int64})) AND toDateTime({to:Int64}) AND %s)
      ARRAY JOIN caller, caller_layer, callee, callee_layer, callee_known_by, duration_class, calls, errors, input_tokens, output_tokens
      GROUP BY cityHash64(caller) * 3 + cityHash64(caller_layer) * 5 + cityHash64(callee) * 7 + cityHash64(callee_layer) * 11 + cityHash64(callee_known_by) * 13 + duration_class
    )
    GROUP BY GROUPING SETS ((from_name, to_name), (to_name))
    HAVING is_node OR from_name != ''
    ORDER BY calls DESC, from, to
    LIMIT {max:UInt32} BY is_node
    """
        .formatted(runs);
  }

  /// The ends of the edges, and services that nothing is known to call.
  private static Collection<Map<String, @Nullable Object>> nodes(
      List<Row> called, List<Row> edges) {
    var drawn = new HashSet<String>();
    for (var edge : edges) {
      drawn.add(edge.string("from"));
      drawn.add(edge.string("to"));
    }
    var nodes = new LinkedHashMap<String, Map<String, @Nullable Object>>();
    for (var node : called) {
      var name = node.string("to");
      if (drawn.contains(name) || node.number("entries") > 0) {
        nodes.put(name, node(name, node));
      }
    }
    // A caller whose own call lies before the range.
    for (var edge : edges) {
      nodes.computeIfAbsent(
          edge.string("from"), name -> uncalled(name, edge.string("caller_layer")));
    }
    return nodes.values();
  }

  private static Map<String, @Nullable Object> node(String name, Row row) {
    var by = row.string("by");
    var node = new LinkedHashMap<String, @Nullable Object>();
    node.put("id", name);
    node.put("layer", row.string("layer"));
    node.put("entries", row.number("entries"));
    addFigures(node, row);
    node.put("external", !by.equals("service"));
    node.put("filter", NodeFilter.of(by, name));
    return node;
  }

  private static Map<String, @Nullable Object> uncalled(String name, String layer) {
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

  private static Map<String, @Nullable Object> edge(Row row) {
    var edge = new LinkedHashMap<String, @Nullable Object>();
    edge.put("from", row.string("from"));
    edge.put("to", row.string("to"));
    addFigures(edge, row);
    return edge;
  }

  private static void addFigures(Map<String, @Nullable Object> to, Row row) {
    List<Double> quantiles = row.list("q");
    to.put("calls", row.number("calls"));
    to.put("errors", row.number("errors"));
    to.put("p50_ms", quantiles.getFirst());
    to.put("p95_ms", quantiles.getLast());
    to.put("input_tokens", row.number("input_tokens"));
    to.put("output_tokens", row.number("output_tokens"));
  }
}
