// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv.content;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.clew.model.Message;
import dev.clew.model.Message.Role;
import dev.clew.model.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One message while its attributes are collected.
final class IndexedMessage {

  private final Findings findings;
  private @Nullable String role;
  private @Nullable String name;
  private @Nullable String content;
  private @Nullable String toolCallId;
  private final TreeMap<Integer, Piece> contents = new TreeMap<>();
  private final TreeMap<Integer, Piece> toolCalls = new TreeMap<>();

  /// A content part or a tool call.
  private static final class Piece {
    private @Nullable String id;
    private @Nullable String name;
    private @Nullable String text;
    private @Nullable String type;
  }

  /// Types that show again in the message; others are kept where they are.
  private static final Set<String> TEXT_TYPES =
      Set.of("text", "input_text", "output_text", "reasoning", "thinking", "image", "audio");

  IndexedMessage(Findings findings) {
    this.findings = findings;
  }

  /// @return whether the message holds the text completely
  boolean set(KeyPath path, String text) {
    if (path.skip("tool_calls.")) {
      int number = path.number();
      path.skip("tool_call.");
      path.skip("function.");
      return number >= 0
          && setToolCall(toolCalls.computeIfAbsent(number, _ -> new Piece()), path.rest(), text);
    }
    if (path.skip("contents.")) {
      int number = path.number();
      path.skip("message_content.");
      return number >= 0
          && setContent(contents.computeIfAbsent(number, _ -> new Piece()), path.rest(), text);
    }
    switch (path.rest()) {
      case "role" -> {
        role = text;
        return Roles.of(text) != null;
      }
      case "name" -> name = text;
      case "content", "text" -> content = findings.see(text);
      case "tool_call_id" -> toolCallId = text;
      case "function_call_name" -> call().name = text;
      case "function_call_arguments_json" -> call().text = text;
      case "finish_reason" -> {
        findings.finished(text);
        return findings.tookAll();
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private Piece call() {
    return toolCalls.computeIfAbsent(0, _ -> new Piece());
  }

  private static boolean setToolCall(Piece call, String leaf, String text) {
    switch (leaf) {
      case "id" -> call.id = text;
      case "name" -> call.name = text;
      case "arguments" -> call.text = text;
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean setContent(Piece part, String leaf, String text) {
    switch (leaf) {
      case "type" -> {
        part.type = text;
        return TEXT_TYPES.contains(text);
      }
      case "text" -> part.text = findings.see(text);
      case "image.image.url", "audio.audio.url", "file.file.url" -> {
        part.type = leaf.substring(0, leaf.indexOf('.'));
        part.text = text;
        return !text.startsWith("data:");
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  Message message(Role defaultRole) {
    var known = Roles.of(role);
    var speaker = known == null ? defaultRole : known;
    var parts = new ArrayList<Part>();
    if (speaker == Role.TOOL || toolCallId != null) {
      parts.add(new Part.ToolResult(toolCallId, name, jsonText(result())));
    } else {
      if (content != null && !content.isEmpty()) {
        addContent(content, parts);
      }
      for (var part : contents.values()) {
        addPart(part, parts);
      }
    }
    for (var call : toolCalls.values()) {
      parts.add(new Part.ToolCall(call.id, call.name, arguments(call.text)));
    }
    return new Message(speaker, name, parts);
  }

  private String result() {
    if (content != null) {
      return content;
    }
    var joined = new StringBuilder();
    for (var part : contents.values()) {
      joined.append(part.text == null ? "" : part.text);
    }
    return joined.toString();
  }

  private void addContent(String text, List<Part> parts) {
    // OpenLLMetry writes content that is a list of parts as JSON.
    var document = text.startsWith("[{") ? Json.document(text) : null;
    if (document == null || !document.whole() || !document.root().get(0).has("type")) {
      parts.add(new Part.Text(text));
      return;
    }
    for (var part : document.root()) {
      parts.add(PartReader.read(part, findings));
    }
  }

  private void addPart(Piece part, List<Part> parts) {
    if (part.text == null || (part.text.isEmpty() && contents.size() == 1)) {
      return;
    }
    var type = part.type == null ? "text" : part.type;
    switch (type) {
      case "image", "audio", "file" -> parts.add(Base64Data.fromUrl(type, part.text));
      case "reasoning", "thinking" -> parts.add(new Part.Reasoning(part.text));
      default -> parts.add(new Part.Text(part.text));
    }
  }

  private static String arguments(@Nullable String text) {
    return text == null || text.isBlank() ? "{}" : jsonText(text);
  }

  private static String jsonText(String text) {
    return Json.text(TextNode.valueOf(text));
  }
}
