// SPDX-License-Identifier: Apache-2.0
package dev.clew.runs;

import dev.clew.model.Layer;
import dev.clew.model.Operation.Group;
import dev.clew.model.SpanId;
import dev.clew.model.Usage;
import dev.clew.runs.Edge.KnownBy;
import dev.clew.runs.Edge.Node;
import dev.clew.runs.Edge.Totals;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who called whom in a run.
///
/// Where a span's parent is of another service, the one called the other. A call into something
/// that sends no spans ends in what the caller says it called: the provider of a model, an MCP
/// server, a database, a host. However many spans see such a call, it is one, made by the innermost
/// of them. Tokens of a model call are counted on each edge that it passes.
final class Edges {

  private final Run run;
  private final Run.Tree tree;
  private final ServiceLayers layers;
  private final ModelCalls modelCalls;

  /// Spans below which another service works.
  private final Set<SpanId> leadOut = new HashSet<>();

  /// Model calls whose tokens an edge has already.
  private final Set<List<Object>> counted = new HashSet<>();

  private final Map<Edge, Totals> edges = new LinkedHashMap<>();

  private Edges(Run run, Run.Tree tree, List<Call> calls) {
    this.run = run;
    this.tree = tree;
    layers = new ServiceLayers(run, tree);
    modelCalls = new ModelCalls(tree, calls);
  }

  static Map<Edge, Totals> of(RunResult result) {
    var found = new Edges(result.run(), new Run.Tree(result.run()), result.calls());
    found.addHops();
    found.addProviders();
    found.addMcpServers(result.toolCalls());
    found.addPeers();
    return found.edges;
  }

  private void addHops() {
    for (var span : run.spans()) {
      var parent = tree.parent(span);
      if (parent == null) {
        add(Node.OUTSIDE, service(span), span, span.hasFailed(), List.of());
      } else if (!isSameService(parent, span)) {
        markAsLeadingOut(parent);
        boolean failed = span.hasFailed() || (parent.isClient() && parent.hasFailed());
        add(service(parent), service(span), span, failed, passing(parent, span));
      }
    }
  }

  private void markAsLeadingOut(RunSpan from) {
    @Nullable RunSpan span = from;
    while (span != null && isSameService(span, from) && leadOut.add(span.id())) {
      span = tree.parent(span);
    }
  }

  /// The model calls that go over the edge between the spans: that of which the caller's span is a
  /// part, or those that a gateway or a model server answers below its own.
  private List<SpanId> passing(RunSpan caller, RunSpan callee) {
    @Nullable RunSpan span = caller;
    for (int level = 0; span != null && level < Run.Tree.MAX_LEVELS; level++) {
      var call = modelCalls.of(span);
      if (call != null) {
        return List.of(call);
      }
      boolean goesOn = span.op().group() == Group.INFRA;
      var parent = goesOn ? tree.parent(span) : null;
      span = parent != null && isSameService(parent, caller) ? parent : null;
    }
    var layer = layers.of(callee.emitter().service());
    boolean answers =
        layer.equals(Layer.AI_GATEWAY.label()) || layer.equals(Layer.MODEL_SERVER.label());
    return answers ? modelCalls.atOrBelow(callee) : List.of();
  }

  private void addProviders() {
    for (var innermost : modelCalls.innermost()) {
      var service = service(innermost);
      if (!leadOut.contains(innermost.id())
          && !service.layer().equals(Layer.MODEL_SERVER.label())) {
        var call = modelCalls.of(innermost);
        add(
            service,
            provider(innermost),
            innermost,
            innermost.hasFailed(),
            call == null ? List.of() : List.of(call));
      }
    }
  }

  /// By name where the provider is known; servers of one's own, which speak a provider's protocol,
  /// by their address.
  private static Node provider(RunSpan span) {
    var provider = span.model().provider();
    var peer = span.side().peer();
    boolean isOwn = !peer.isEmpty() && (provider.isEmpty() || isAddress(peer));
    var name = isOwn ? peer : provider.isEmpty() ? span.model().key() : provider;
    return new Node(
        name.isEmpty() ? "unknown model" : name,
        Layer.MODEL_SERVER.label(),
        isOwn ? KnownBy.PEER : provider.isEmpty() ? KnownBy.NOTHING : KnownBy.PROVIDER);
  }

  private static boolean isAddress(String peer) {
    return peer.indexOf(':') >= 0 || peer.indexOf('.') < 0;
  }

  private void addMcpServers(List<ToolCall> toolCalls) {
    for (var call : toolCalls) {
      var span = call.span();
      var name = !call.mcpServer().isEmpty() ? call.mcpServer() : span.side().peer();
      boolean isRemote = span.tool().isMcp() || !call.mcpServer().isEmpty();
      if (call.counted() && isRemote && !name.isEmpty() && !leadOut.contains(span.id())) {
        var by = call.mcpServer().isEmpty() ? KnownBy.PEER : KnownBy.MCP_SERVER;
        var server = new Node(name, Layer.TOOL.label(), by);
        if (!server.name().equals(span.emitter().service())) {
          add(service(span), server, span, call.failed(), List.of());
        }
      }
    }
  }

  private void addPeers() {
    for (var span : run.spans()) {
      if (!span.side().peer().isEmpty()
          && !leadOut.contains(span.id())
          && !speaksForItself(span)
          && !isWithinCall(span)) {
        var peer = new Node(span.side().peer(), peerLayer(span).label(), KnownBy.PEER);
        add(service(span), peer, span, span.hasFailed(), List.of());
      }
    }
  }

  private static Layer peerLayer(RunSpan span) {
    return switch (span.op()) {
      case DB, CACHE, MQ, VECTOR_DB, RETRIEVE, MEMORY -> Layer.DATA;
      default -> Layer.TOOL;
    };
  }

  /// Has an edge of its own as a model call or a tool of an MCP server.
  private static boolean speaksForItself(RunSpan span) {
    return span.op().group() == Group.MODEL
        || (span.op().group() == Group.TOOL && span.tool().isMcp());
  }

  /// A part of a call that has an edge: the request of a model call, a driver below an ORM.
  private boolean isWithinCall(RunSpan span) {
    var above = tree.parent(span);
    for (int level = 0; above != null && level < Run.Tree.MAX_LEVELS; level++) {
      if (!isSameService(above, span)) {
        return false;
      }
      if (speaksForItself(above) || !above.side().peer().isEmpty()) {
        return true;
      }
      above = tree.parent(above);
    }
    return false;
  }

  private Node service(RunSpan span) {
    var name = span.emitter().service();
    return new Node(
        name.isEmpty() ? "unknown service" : name,
        layers.of(name),
        name.isEmpty() ? KnownBy.NOTHING : KnownBy.SERVICE);
  }

  private static boolean isSameService(RunSpan a, RunSpan b) {
    return a.emitter().service().equals(b.emitter().service());
  }

  private void add(Node from, Node to, RunSpan span, boolean failed, List<SpanId> passing) {
    long input = 0;
    long output = 0;
    for (var call : passing) {
      if (counted.add(List.of(from, to, call))) {
        var usage = modelCalls.usage(call);
        input += usage.input() == null ? 0 : usage.input();
        output += usage.output() == null ? 0 : usage.output();
      }
    }
    var edge = new Edge(span.minute(), from, to, Edge.durationClass(span.durationNs()));
    var one = new Totals(1, failed ? 1 : 0, input, output);
    edges.put(edge, one.plus(edges.get(edge)));
  }

  /// The spans of each model call of a run; a call is known by its charged span.
  private static final class ModelCalls {

    private final Run.Tree tree;
    private final Map<SpanId, Call> calls = new HashMap<>();
    private final Map<SpanId, RunSpan> innermost = new LinkedHashMap<>();

    ModelCalls(Run.Tree tree, List<Call> all) {
      this.tree = tree;
      for (var call : all) {
        if (call.span().op().isModelCall() && call.aggregateOf() == 0) {
          calls.put(call.span().id(), call);
        }
      }
      for (var call : all) {
        var charged = of(call.span());
        if (charged != null) {
          innermost.merge(charged, call.span(), (a, b) -> depth(b) > depth(a) ? b : a);
        }
      }
    }

    private int depth(RunSpan span) {
      int depth = 0;
      var above = tree.parent(span);
      while (above != null && depth < Run.Tree.MAX_LEVELS) {
        depth++;
        above = tree.parent(above);
      }
      return depth;
    }

    /// The charged span of the call that a span is part of.
    @Nullable SpanId of(RunSpan span) {
      var call = calls.get(span.id());
      for (int step = 0; call != null && step < Run.Tree.MAX_LEVELS; step++) {
        var next = call.duplicateOf().isValid() ? calls.get(call.duplicateOf()) : null;
        if (next == null) {
          return call.span().id();
        }
        call = next;
      }
      return null;
    }

    List<SpanId> atOrBelow(RunSpan span) {
      var own = of(span);
      if (own != null) {
        return List.of(own);
      }
      return tree.nearestDescendants(span, below -> calls.containsKey(below.id())).stream()
          .filter(below -> isSameService(below, span))
          .map(this::of)
          .filter(call -> call != null)
          .distinct()
          .toList();
    }

    List<RunSpan> innermost() {
      return List.copyOf(innermost.values());
    }

    /// What was charged; a call that is charged in another trace counts there.
    Usage usage(SpanId charged) {
      var call = calls.get(charged);
      return call != null && call.billable() ? call.span().usage() : Usage.UNKNOWN;
    }
  }
}
