// SPDX-License-Identifier: Apache-2.0
package dev.clew.compare;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.clew.compare.TraceTree.Node;
import dev.clew.http.Reply;
import dev.clew.model.Operation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Two traces aligned: below each pair of groups, spans of one operation, service and name stand
/// together, so that a loop of twelve calls is one row against another of three.
final class Alignment {

  private static final int MAX_ROWS = 2_000;
  private static final int MAX_DEPTH = 100;

  private final TraceTree a;
  private final TraceTree b;
  private final List<Row> rows = new ArrayList<>();

  private Alignment(TraceTree a, TraceTree b) {
    this.a = a;
    this.b = b;
  }

  /// What stands for one group of spans on one side.
  private record Group(long spans, double ms, long tokens, long errors, String first) {

    static @Nullable Group of(List<Node> nodes) {
      return nodes.isEmpty()
          ? null
          : new Group(
              nodes.size(),
              nodes.stream().mapToDouble(Node::ms).sum(),
              nodes.stream().mapToLong(Node::tokens).sum(),
              nodes.stream().filter(Node::hasFailed).count(),
              nodes.getFirst().id().hex());
    }

    void write(JsonGenerator json) throws IOException {
      json.writeStartObject();
      json.writeNumberField("spans", spans);
      json.writeNumberField("ms", ms);
      json.writeNumberField("tokens", tokens);
      json.writeNumberField("errors", errors);
      json.writeStringField("span_id", first);
      json.writeEndObject();
    }
  }

  /// @param other its name in the second trace, when that is another
  /// @param a `null` when only the second trace has it
  record Row(
      int depth,
      String name,
      @Nullable String other,
      String op,
      String service,
      @Nullable Group a,
      @Nullable Group b) {

    void write(JsonGenerator json) throws IOException {
      json.writeStartObject();
      json.writeNumberField("depth", depth);
      json.writeStringField("name", name);
      Reply.writeField(json, "other_name", other);
      json.writeStringField("op", op);
      json.writeStringField("op_group", operation(op).group().label());
      json.writeStringField("service", service);
      side(json, "a", a);
      side(json, "b", b);
      json.writeEndObject();
    }

    private static Operation operation(String op) {
      return Arrays.stream(Operation.values())
          .filter(one -> one.label().equals(op))
          .findFirst()
          .orElse(Operation.OTHER);
    }

    private static void side(JsonGenerator json, String name, @Nullable Group group)
        throws IOException {
      if (group == null) {
        Reply.writeField(json, name, null);
      } else {
        json.writeFieldName(name);
        group.write(json);
      }
    }
  }

  static List<Row> of(TraceTree a, TraceTree b) {
    var alignment = new Alignment(a, b);
    alignment.align(0, a.roots(), b.roots());
    return alignment.rows;
  }

  private record Key(String op, String service, String name) {}

  private void align(int depth, List<Node> ofA, List<Node> ofB) {
    var groupsA = grouped(ofA);
    var groupsB = grouped(ofB);
    var renamed = renamed(depth, groupsA.keySet(), groupsB.keySet());
    var keys = new LinkedHashSet<>(groupsA.keySet());
    keys.addAll(groupsB.keySet());
    keys.removeAll(renamed.values());
    for (var key : keys) {
      if (rows.size() >= MAX_ROWS || depth > MAX_DEPTH) {
        return;
      }
      var other = renamed.get(key);
      var inA = groupsA.getOrDefault(key, List.of());
      var inB = groupsB.getOrDefault(other == null ? key : other, List.of());
      rows.add(
          new Row(
              depth,
              key.name(),
              other == null ? null : other.name(),
              key.op(),
              key.service(),
              Group.of(inA),
              Group.of(inB)));
      align(depth + 1, a.childrenOf(inA), b.childrenOf(inB));
    }
  }

  /// What stands for the same step under another name: the beginning of both traces, and calls of
  /// different models. Others of another name are another step.
  private static Map<Key, Key> renamed(int depth, Set<Key> ofA, Set<Key> ofB) {
    var left = new ArrayList<>(ofB);
    left.removeAll(ofA);
    var renamed = new LinkedHashMap<Key, Key>();
    for (var key : ofA) {
      if (ofB.contains(key)) {
        continue;
      }
      left.stream()
          .filter(
              other -> depth == 0 || (operation(key).isModelCall() && other.op().equals(key.op())))
          .findFirst()
          .ifPresent(
              other -> {
                renamed.put(key, other);
                left.remove(other);
              });
    }
    return renamed;
  }

  private static Operation operation(Key key) {
    return Row.operation(key.op());
  }

  private static Map<Key, List<Node>> grouped(List<Node> nodes) {
    Map<Key, List<Node>> groups = new LinkedHashMap<>();
    for (var node : nodes) {
      groups
          .computeIfAbsent(new Key(node.op(), node.service(), node.name()), _ -> new ArrayList<>())
          .add(node);
    }
    return groups;
  }
}
