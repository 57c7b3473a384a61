// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv.content;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clew.model.Part;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads one part of a message in any of the shapes that are sent: OpenTelemetry's, OpenAI's,
/// Anthropic's, Gemini's (semconv §3.8).
final class PartReader {

  /// Fields that a part of a known type may have without losing anything.
  private static final Set<String> KNOWN =
      Set.of(
          "type",
          "content",
          "text",
          "thinking",
          "reasoning",
          "id",
          "call_id",
          "tool_call_id",
          "tool_use_id",
          "toolCallId",
          "toolName",
          "name",
          "arguments",
          "input",
          "args",
          "function",
          "response",
          "result",
          "output",
          "modality",
          "mime_type",
          "uri",
          "image_url");

  private PartReader() {}

  static Part read(JsonNode node, Findings findings) {
    if (node.isTextual()) {
      return new Part.Text(findings.see(node.textValue()));
    }
    if (!node.isObject()) {
      return new Part.Other(node.toString());
    }
    var type = text(node, "type");
    var part = known(type == null ? "" : type.toLowerCase(Locale.ROOT), node, findings);
    if (part == null) {
      part = other(type, node);
    } else {
      loseUnknown(node, findings);
    }
    // The data of inline media is not in the part.
    if (part instanceof Part.Media media && media.bytes() != null) {
      findings.lose();
    }
    return part;
  }

  private static @Nullable Part known(String type, JsonNode node, Findings findings) {
    return switch (type) {
      case "text", "input_text", "output_text" -> {
        var text = firstText(node, "content", "text");
        yield text == null ? null : new Part.Text(findings.see(text));
      }
      case "reasoning", "thinking" -> {
        var text = firstText(node, "content", "text", "thinking", "reasoning");
        yield text == null ? null : new Part.Reasoning(findings.see(text));
      }
      case "tool_call", "tool_use", "function_call", "function", "tool-call" -> toolCall(node);
      case "tool-result",
          "tool_call_response",
          "tool_result",
          "tool_response",
          "function_call_output" ->
          toolResult(node, findings);
      case "blob" -> {
        var data = firstText(node, "content", "data");
        yield data == null
            ? null
            : Base64Data.inline(text(node, "modality"), text(node, "mime_type"), data);
      }
      case "uri" -> {
        var uri = text(node, "uri");
        yield uri == null
            ? null
            : new Part.Media(text(node, "modality"), text(node, "mime_type"), null, uri);
      }
      case "image_url", "input_image" -> image(node);
      case "" -> {
        if (node.has("toolName")) {
          yield toolCall(node);
        }
        var text = node.size() == 1 ? firstText(node, "text", "content") : null;
        yield text == null ? null : new Part.Text(findings.see(text));
      }
      default -> null;
    };
  }

  static Part.ToolCall toolCall(JsonNode node) {
    var function = node.get("function");
    var call = function != null && function.isObject() ? function : node;
    var arguments = first(call, "arguments", "input", "args");
    return new Part.ToolCall(
        firstText(node, "call_id", "id", "tool_call_id", "toolCallId"),
        firstText(call, "name", "toolName"),
        arguments == null ? "{}" : Json.text(arguments));
  }

  private static Part toolResult(JsonNode node, Findings findings) {
    var result = first(node, "response", "result", "content", "output");
    if (result != null && result.isTextual()) {
      findings.see(result.textValue());
    }
    return new Part.ToolResult(
        firstText(node, "id", "tool_use_id", "call_id", "tool_call_id", "toolCallId"),
        firstText(node, "name", "toolName"),
        result == null ? "null" : Json.text(result));
  }

  private static @Nullable Part image(JsonNode node) {
    var image = node.get("image_url");
    var url = image != null && image.isObject() ? text(image, "url") : text(node, "image_url");
    return url == null ? null : Base64Data.fromUrl("image", url);
  }

  /// Anything else stays as it is, unless it carries media inline.
  private static Part other(@Nullable String type, JsonNode node) {
    for (var child : node) {
      var data = child.isObject() ? firstText(child, "data", "bytes", "url", "file_data") : null;
      if (data == null && child.isTextual()) {
        data = child.textValue();
      }
      if (data != null && (Base64Data.isData(data) || data.startsWith("data:"))) {
        var mimeType = firstText(child, "media_type", "mime_type", "mimeType");
        return data.startsWith("data:")
            ? Base64Data.fromUrl(type == null ? "file" : type, data)
            : Base64Data.inline(type, mimeType, data);
      }
    }
    return new Part.Other(node.toString());
  }

  private static void loseUnknown(JsonNode node, Findings findings) {
    for (var field : node.properties()) {
      if (!KNOWN.contains(field.getKey()) && !field.getValue().isNull()) {
        findings.lose();
        return;
      }
    }
  }

  static @Nullable JsonNode first(JsonNode node, String... names) {
    for (var name : names) {
      var value = node.get(name);
      if (value != null && !value.isNull()) {
        return value;
      }
    }
    return null;
  }

  static @Nullable String firstText(JsonNode node, String... names) {
    for (var name : names) {
      var text = text(node, name);
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  static @Nullable String text(JsonNode node, String name) {
    var value = node.get(name);
    return value != null && value.isTextual() ? value.textValue() : null;
  }
}
