// SPDX-License-Identifier: Apache-2.0
package dev.clew.runs;

import dev.clew.engine.Block;
import dev.clew.engine.Column;
import dev.clew.runs.Edge.Totals;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/// Rows of `edges_1m`, in the order and types of `0031_map.sql`.
final class EdgeRows {

  /// More are not one person's to look at; the most frequent are kept.
  private static final int MAX_PER_MINUTE = 2_000;

  private final Block block = new Block();
  private final Column.Symbols project = block.symbols("project_id");
  private final Column.Whole minute = block.whole("minute", "DateTime('UTC')");
  private final Column.Fixed16 traceId = block.fixed16("trace_id");
  private final Column.Whole version = block.whole("version", "UInt64");
  private final Column.Whole deleted = block.whole("deleted", "UInt8");
  private final Column.SymbolList caller = block.symbolList("caller");
  private final Column.SymbolList callerLayer = block.symbolList("caller_layer");
  private final Column.SymbolList callee = block.symbolList("callee");
  private final Column.SymbolList calleeLayer = block.symbolList("callee_layer");
  private final Column.SymbolList knownBy = block.symbolList("callee_known_by");
  private final Column.WholeList durationClass = block.wholeList("duration_class");
  private final Column.WholeList calls = block.wholeList("calls");
  private final Column.WholeList errors = block.wholeList("errors");
  private final Column.WholeList inputTokens = block.wholeList("input_tokens");
  private final Column.WholeList outputTokens = block.wholeList("output_tokens");

  Block block() {
    return block;
  }

  /// One row for every minute in which the run has spans, also where nothing was called: a run
  /// never loses a minute, so the rows of a later analysis replace all those of an earlier one.
  void add(String projectId, RunResult result, long atVersion) {
    Map<Long, List<Map.Entry<Edge, Totals>>> minutes = new TreeMap<>();
    for (var span : result.run().spans()) {
      minutes.computeIfAbsent(span.minute(), _ -> new ArrayList<>());
    }
    for (var edge : Edges.of(result).entrySet()) {
      minutes.computeIfAbsent(edge.getKey().minute(), _ -> new ArrayList<>()).add(edge);
    }
    minutes.forEach(
        (atMinute, edges) -> {
          project.add(projectId);
          minute.add(atMinute);
          traceId.add(result.run().traceId().high(), result.run().traceId().low());
          version.add(atVersion);
          deleted.add(0);
          add(mostFrequent(edges));
        });
  }

  private static List<Map.Entry<Edge, Totals>> mostFrequent(List<Map.Entry<Edge, Totals>> edges) {
    return edges.size() <= MAX_PER_MINUTE
        ? edges
        : edges.stream()
            .sorted(Comparator.comparingLong(edge -> -edge.getValue().calls()))
            .limit(MAX_PER_MINUTE)
            .toList();
  }

  private void add(List<Map.Entry<Edge, Totals>> edges) {
    caller.add(text(edges, edge -> edge.caller().name()));
    callerLayer.add(text(edges, edge -> edge.caller().layer()));
    callee.add(text(edges, edge -> edge.callee().name()));
    calleeLayer.add(text(edges, edge -> edge.callee().layer()));
    knownBy.add(text(edges, edge -> edge.callee().knownBy().name().toLowerCase(Locale.ROOT)));
    durationClass.add(edges.stream().map(edge -> (long) edge.getKey().durationClass()).toList());
    calls.add(numbers(edges, Totals::calls));
    errors.add(numbers(edges, Totals::errors));
    inputTokens.add(numbers(edges, Totals::inputTokens));
    outputTokens.add(numbers(edges, Totals::outputTokens));
  }

  private static List<String> text(
      List<Map.Entry<Edge, Totals>> edges, Function<Edge, String> what) {
    return edges.stream().map(edge -> what.apply(edge.getKey())).toList();
  }

  private static List<Long> numbers(
      List<Map.Entry<Edge, Totals>> edges, ToLongFunction<Totals> what) {
    return edges.stream().map(edge -> what.applyAsLong(edge.getValue())).toList();
  }
}
