// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv.content;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.clew.model.Message;
import java.util.List;

/// `gen_ai.system_instructions`: a list of parts without a message around it, or messages after
/// all.
public final class SystemInstructions {

  private SystemInstructions() {}

  public static List<Message> read(JsonNode root, MessageReader reader) {
    boolean isParts = root.isArray() && !root.isEmpty() && !isMessage(root.get(0));
    if (!isParts) {
      return root.isArray() && root.isEmpty() ? List.of() : reader.messages(root);
    }
    var message = JsonNodeFactory.instance.objectNode();
    message.set("parts", root);
    return List.of(reader.message(message));
  }

  private static boolean isMessage(JsonNode node) {
    return node.has("role") || node.has("parts");
  }
}
