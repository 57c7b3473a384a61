// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv.content;

import dev.clew.model.Message;
import dev.clew.model.Message.Role;
import dev.clew.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// Messages spread over one key per leaf: OpenInference's
/// `llm.input_messages.0.message.tool_calls.1.tool_call.function.name` and OpenLLMetry's
/// `gen_ai.prompt.0.tool_calls.1.name`. Numbers may have gaps and come in any order (semconv §3.8).
public final class IndexedMessages {

  /// A number above is a mistake or an attack (§5.3).
  private static final int MAX_INDEX = 10_000;

  private final Role defaultRole;
  private final Findings findings;
  private final TreeMap<Integer, IndexedMessage> messages = new TreeMap<>();

  public IndexedMessages(Role defaultRole, Findings findings) {
    this.defaultRole = defaultRole;
    this.findings = findings;
  }

  /// @param prefix the part of the key before the number
  /// @return whether the messages now hold the attribute completely
  public boolean add(String prefix, String key, Value value) {
    var path = new KeyPath(key, prefix.length());
    int index = path.number();
    if (index < 0 || index > MAX_INDEX) {
      return false;
    }
    path.skip("message.", "prompt.", "completion.");
    return messages
        .computeIfAbsent(index, _ -> new IndexedMessage(findings))
        .set(path, text(value));
  }

  private static String text(Value value) {
    return value instanceof Value.Text(var text) ? text : Json.node(value).toString();
  }

  public List<Message> messages() {
    var list = new ArrayList<Message>(messages.size());
    for (var message : messages.values()) {
      list.add(message.message(defaultRole));
    }
    return list;
  }
}
