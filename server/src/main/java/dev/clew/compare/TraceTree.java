// SPDX-License-Identifier: Apache-2.0
package dev.clew.compare;

import dev.clew.http.Request;
import dev.clew.http.Store;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import dev.clew.model.SpanId;
import dev.clew.model.TraceId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The spans of a trace by their parents.
///
/// @param roots spans whose parents are not in the trace
record TraceTree(List<Node> roots, Map<SpanId, List<Node>> children) {

  private static final int MAX_SPANS = 20_000;

  /// @param tokens input and output together; 0 when unknown
  record Node(
      SpanId id,
      SpanId parent,
      String name,
      String op,
      String service,
      boolean hasFailed,
      double ms,
      long tokens) {}

  static TraceTree read(Store store, Request request, TraceId trace) {
    var nodes = new HashMap<SpanId, Node>();
    var order = new ArrayList<SpanId>();
    store.query(
        store
            .about(
                request,
                """
                WITH toFixedString(unhex({trace:String}), 16) AS wanted,
                  (SELECT (min(first_minute), max(last_minute)) FROM ${database}.traces WHERE project_id = {project:String} AND trace_id = wanted) AS bounds
                SELECT span_id, parent_span_id, name, op, service, status = 'error' AS failed, duration_ns / 1e6 AS ms, greatest(0, input_tokens) + greatest(0, output_tokens) AS tokens
                FROM ${database}.spans
                WHERE project_id = {project:String} AND minute BETWEEN bounds.1 AND bounds.2 AND trace_id = wanted
                ORDER BY start_time, span_id LIMIT %d
                """
                    .formatted(MAX_SPANS))
            .with("trace", trace.hex()),
        row -> {
          var id = new SpanId(ByteBuffer.wrap(row.bytes("span_id")).getLong());
          order.add(id);
          nodes.put(
              id,
              new Node(
                  id,
                  new SpanId(ByteBuffer.wrap(row.bytes("parent_span_id")).getLong()),
                  row.string("name"),
                  row.string("op"),
                  row.string("service"),
                  row.bool("failed"),
                  row.real("ms"),
                  row.number("tokens")));
        });
    if (nodes.isEmpty()) {
      throw new AppException(ErrorCode.NOT_FOUND, "there is no trace " + trace.hex());
    }
    var roots = new ArrayList<Node>();
    Map<SpanId, List<Node>> children = new HashMap<>();
    for (var id : order.stream().distinct().toList()) {
      var node = nodes.get(id);
      if (node != null && nodes.containsKey(node.parent()) && !node.parent().equals(id)) {
        children.computeIfAbsent(node.parent(), _ -> new ArrayList<>()).add(node);
      } else if (node != null) {
        roots.add(node);
      }
    }
    return new TraceTree(roots, children);
  }

  List<Node> childrenOf(List<Node> nodes) {
    return nodes.stream()
        .flatMap(node -> children.getOrDefault(node.id(), List.of()).stream())
        .toList();
  }
}
