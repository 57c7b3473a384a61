// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clew.ledger.accounting.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A piece of a stored message.
///
/// @param callId joins a result to the arguments that asked for it; empty when unknown
/// @param tool for a call or a result; empty when unknown
/// @param extraTokens of what has no text: an image, the marks around a message
record Part(Segment.Kind kind, String text, String callId, String tool, double extraTokens) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /// What a model's chat template puts around a message (OpenAI's cookbook counts three).
  private static final double AROUND_MESSAGE = 3;

  /// What a picture of usual size takes (OpenAI: 765, Anthropic: about 1,000).
  private static final double MEDIA = 800;

  /// The pieces of a message in the form in which it is stored.
  ///
  /// @param body JSON, or the begin of one that is too long to be read whole
  /// @param length of the whole body in bytes
  static List<Part> of(String body, long length, boolean isCut) {
    if (isCut) {
      return List.of(cut(body, length));
    }
    JsonNode message;
    try {
      message = JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return List.of(cut(body, length));
    }
    var role = message.path("role").asText();
    var parts = new ArrayList<Part>();
    for (var part : message.path("parts")) {
      parts.add(part(role, part, parts.isEmpty() ? AROUND_MESSAGE : 0));
    }
    return parts;
  }

  /// Too long to read: its role is at its begin, and it goes on as it begins.
  private static Part cut(String body, long length) {
    var head = body.substring(0, Math.min(body.length(), 120));
    var role = head.startsWith("{\"role\":\"") ? head.substring(9, head.indexOf('"', 9)) : "user";
    double more = (double) length / Math.max(1, body.length());
    return new Part(
        ofRole(role), body, "", "", Tokenizer.BYTES.count(body) * Math.max(0, more - 1));
  }

  private static Part part(String role, JsonNode part, double around) {
    var id = part.path("id").asText("");
    var name = part.path("name").asText("");
    return switch (part.path("type").asText()) {
      case "text" -> new Part(ofRole(role), part.path("text").asText(), "", "", around);
      case "reasoning" ->
          new Part(Segment.Kind.REASONING, part.path("text").asText(), "", "", around);
      case "tool_call" ->
          new Part(Segment.Kind.TOOLARGS, text(part.path("arguments")), id, name, around + 3);
      case "tool_result" ->
          new Part(Segment.Kind.RESULT, text(part.path("result")), id, name, around);
      case "media" -> new Part(ofRole(role), part.path("uri").asText(), "", "", around + MEDIA);
      default -> new Part(ofRole(role), text(part.path("value")), "", "", around);
    };
  }

  private static String text(JsonNode value) {
    return value.isTextual() ? value.asText() : value.isMissingNode() ? "" : value.toString();
  }

  private static Segment.Kind ofRole(String role) {
    return switch (role.toLowerCase(Locale.ROOT)) {
      case "system", "developer" -> Segment.Kind.SYSTEM;
      case "assistant" -> Segment.Kind.ASSISTANT;
      case "tool" -> Segment.Kind.RESULT;
      default -> Segment.Kind.USER;
    };
  }
}
