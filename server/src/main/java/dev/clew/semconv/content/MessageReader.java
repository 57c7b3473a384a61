// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv.content;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clew.model.Message;
import dev.clew.model.Message.Role;
import dev.clew.model.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads messages from JSON, in OpenTelemetry's shape (`parts`), OpenAI's (`content` and
/// `tool_calls`) and the mixtures of both (semconv §3.8).
public final class MessageReader {

  private static final Set<String> KNOWN =
      Set.of(
          "role",
          "parts",
          "content",
          "name",
          "tool_calls",
          "tool_call_id",
          "id",
          "finish_reason",
          "message",
          "index",
          "type");

  private final Role defaultRole;
  private final Findings findings;

  public MessageReader(Role defaultRole, Findings findings) {
    this.defaultRole = defaultRole;
    this.findings = findings;
  }

  /// The messages of a JSON text of the most frequent shape; `null` when it has another one and
  /// must be read as a tree.
  public @Nullable List<Message> plain(String json) {
    return PlainMessages.read(json, defaultRole, findings);
  }

  public List<Message> messages(JsonNode root) {
    if (root.isArray()) {
      var messages = new ArrayList<Message>(root.size());
      for (var element : root) {
        if (isBatch(element)) {
          messages.addAll(messages(element));
        } else {
          messages.add(message(element));
        }
      }
      return messages;
    }
    var answers = LangChainMessages.generations(root);
    if (answers != null) {
      findings.lose();
      return messages(answers);
    }
    var inner = list(root);
    if (inner != null) {
      if (root.size() > 1) {
        findings.lose();
      }
      return messages(inner);
    }
    return List.of(message(root));
  }

  /// The messages of one prompt of a batch.
  private static boolean isBatch(JsonNode element) {
    return element.isArray()
        && !element.isEmpty()
        && LangChainMessages.plain(element.get(0)) != null;
  }

  /// The list that a request (`messages`) or an answer (`choices`; `output` in OpenAI's Responses
  /// API) keeps its messages in.
  private static @Nullable JsonNode list(JsonNode root) {
    for (var name : new String[] {"messages", "choices"}) {
      var inner = root.get(name);
      if (inner != null && inner.isArray()) {
        return inner;
      }
    }
    var output = root.get("output");
    boolean isResponse = "response".equals(PartReader.text(root, "object"));
    return isResponse && output != null && output.isArray() ? output : null;
  }

  /// Whether JSON that may be anything holds messages.
  public static boolean isConversation(JsonNode root) {
    if (root.isObject()) {
      return list(root) != null || (root.has("role") && hasMessageField(root));
    }
    boolean isList = root.isArray() && !root.isEmpty();
    for (var element : root) {
      isList &= element.isObject() && element.has("role");
    }
    return isList;
  }

  Message message(JsonNode node) {
    if (!node.isObject()) {
      return new Message(defaultRole, null, List.of(PartReader.read(node, findings)));
    }
    var plain = LangChainMessages.plain(node);
    if (plain != null) {
      findings.lose();
      return message(plain);
    }
    var reason = PartReader.text(node, "finish_reason");
    if (reason != null && !reason.isEmpty()) {
      findings.finished(reason);
    }
    // A choice: the message is one level down.
    var inner = node.get("message");
    if (inner != null && inner.isObject()) {
      loseUnknown(node);
      return message(inner);
    }
    var parts = new ArrayList<Part>();
    if (!hasMessageField(node)) {
      parts.add(PartReader.read(node, findings));
      return new Message(defaultRole, null, parts);
    }
    loseUnknown(node);
    var role = role(node);
    addParts(node.get("parts"), parts);
    addContent(node, role, parts);
    addToolCalls(node.get("tool_calls"), parts);
    return new Message(role, PartReader.text(node, "name"), parts);
  }

  private static boolean hasMessageField(JsonNode node) {
    return node.has("role") || node.has("parts") || node.has("tool_calls");
  }

  private Role role(JsonNode node) {
    var word = PartReader.text(node, "role");
    var role = Roles.of(word);
    if (role == null && word != null) {
      findings.lose();
    }
    return role == null ? defaultRole : role;
  }

  private void addParts(@Nullable JsonNode list, List<Part> parts) {
    if (list == null || list.isNull()) {
      return;
    }
    if (!list.isArray()) {
      parts.add(PartReader.read(list, findings));
      return;
    }
    for (var part : list) {
      parts.add(PartReader.read(part, findings));
    }
  }

  private void addContent(JsonNode node, Role role, List<Part> parts) {
    var content = node.get("content");
    var callId = PartReader.firstText(node, "tool_call_id", "id");
    if (callId != null && role != Role.TOOL) {
      findings.lose();
    }
    if (content == null || content.isNull()) {
      return;
    }
    if (role == Role.TOOL && (callId != null || content.isTextual())) {
      if (content.isTextual()) {
        findings.see(content.textValue());
      }
      parts.add(new Part.ToolResult(callId, PartReader.text(node, "name"), Json.text(content)));
    } else if (!content.isTextual() || !content.textValue().isEmpty()) {
      addParts(content, parts);
    }
  }

  private void addToolCalls(@Nullable JsonNode calls, List<Part> parts) {
    if (calls == null || calls.isNull()) {
      return;
    }
    if (!calls.isArray()) {
      findings.lose();
      return;
    }
    for (var call : calls) {
      if (call.isObject()) {
        parts.add(PartReader.toolCall(call));
      } else {
        findings.lose();
      }
    }
  }

  private void loseUnknown(JsonNode node) {
    for (var field : node.properties()) {
      if (!KNOWN.contains(field.getKey()) && !field.getValue().isNull()) {
        findings.lose();
        return;
      }
    }
  }
}
