// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.clew.model.Content;
import dev.clew.model.Message;
import dev.clew.model.Part;
import dev.clew.model.Span;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A canonical span on one line of JSON: all facts, and of the content its shape.
final class SpanSnapshot {

  private static final ObjectMapper JSON = new ObjectMapper();

  private SpanSnapshot() {}

  static String of(List<Span> spans) {
    var lines = new StringBuilder("[\n");
    for (int i = 0; i < spans.size(); i++) {
      lines.append(line(spans.get(i))).append(i + 1 < spans.size() ? ",\n" : "\n");
    }
    return lines.append("]\n").toString();
  }

  private static ObjectNode line(Span span) {
    var line = JSON.createObjectNode();
    line.put("name", span.raw().name());
    line.put("op", span.op().label() + (span.guessed() ? "?" : ""));
    line.put("dialect", span.dialect());
    line.put("layer", span.layer().label());
    put(line, "error", span.errorType());
    if (!span.quirks().isEmpty()) {
      span.quirks().forEach(quirk -> line.withArray("quirks").add(quirk.label()));
    }
    addNonNull(line, "call", JSON.valueToTree(span.call()));
    addNonNull(line, "usage", usage(span));
    addNonNull(line, "identity", JSON.valueToTree(span.identity()));
    var tool = (ObjectNode) JSON.valueToTree(span.tool());
    shorten(tool, "arguments");
    shorten(tool, "result");
    addNonNull(line, "tool", tool);
    addNonNull(line, "content", content(span.content()));
    return line;
  }

  private static ObjectNode usage(Span span) {
    var usage = (ObjectNode) JSON.valueToTree(span.usage());
    usage.remove("known");
    var details = (ObjectNode) usage.remove("details");
    details.properties().removeIf(fact -> fact.getValue().isNull());
    usage.set("details", details);
    return usage;
  }

  private static void addNonNull(ObjectNode line, String name, ObjectNode facts) {
    facts.properties().removeIf(fact -> fact.getValue().isNull() || isEmpty(fact.getValue()));
    if (!facts.isEmpty()) {
      line.set(name, facts);
    }
  }

  private static boolean isEmpty(JsonNode node) {
    return node.isContainerNode() && node.isEmpty();
  }

  private static void put(ObjectNode node, String name, @Nullable String text) {
    if (text != null) {
      node.put(name, text);
    }
  }

  private static void shorten(ObjectNode node, String name) {
    var text = node.get(name);
    if (text != null && text.isTextual()) {
      node.put(name, brief(text.textValue()));
    }
  }

  private static String brief(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "… (" + text.length() + ")";
  }

  private static ObjectNode content(Content content) {
    var node = JSON.createObjectNode();
    if (content.state() != Content.State.ABSENT) {
      node.put("state", content.state().name());
    }
    messages(node, "system", content.system());
    messages(node, "input", content.input());
    messages(node, "output", content.output());
    if (!content.toolDefinitions().isEmpty()) {
      node.put("tools", content.toolDefinitions().size());
    }
    put(node, "inputText", content.inputText() == null ? null : brief(content.inputText()));
    put(node, "outputText", content.outputText() == null ? null : brief(content.outputText()));
    var taken = new TreeSet<String>();
    for (var key : content.takenFrom()) {
      taken.add(key.replaceAll("\\.\\d+\\.", ".N."));
    }
    taken.forEach(node.withArray("taken")::add);
    return node;
  }

  private static void messages(ObjectNode node, String name, List<Message> messages) {
    if (!messages.isEmpty()) {
      messages.forEach(message -> node.withArray(name).add(shape(message)));
    }
  }

  private static String shape(Message message) {
    var shape = new StringBuilder(message.role().name().toLowerCase(Locale.ROOT));
    for (var part : message.parts()) {
      shape.append(' ').append(shape(part));
    }
    return shape.toString();
  }

  private static String shape(Part part) {
    return switch (part) {
      case Part.Text(var text) -> "text(" + text.length() + ")";
      case Part.Reasoning(var text) -> "reasoning(" + text.length() + ")";
      case Part.ToolCall(_, var name, var arguments) -> "call " + name + brief(arguments);
      case Part.ToolResult(_, _, var result) -> "result(" + result.length() + ")";
      case Part.Media(var modality, _, var bytes, _) -> "media " + modality + "(" + bytes + ")";
      case Part.Other(var json) -> "other " + brief(json);
    };
  }
}
