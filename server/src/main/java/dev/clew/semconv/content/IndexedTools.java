// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv.content;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.clew.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Offered tools spread over one key per leaf: `llm.tools.0.tool.json_schema` holds a whole tool,
/// `llm.request.functions.0.name` only a piece of one (semconv §3.8).
public final class IndexedTools {

  private static final String WHOLE = "llm.tools.";
  private static final int MAX_INDEX = 10_000;

  private final TreeMap<Integer, Tool> tools = new TreeMap<>();

  private static final class Tool {
    private @Nullable String whole;
    private final ObjectNode pieces = JsonNodeFactory.instance.objectNode();
  }

  /// @return whether the tools now hold the attribute completely
  public boolean add(String prefix, String key, Value value) {
    var path = new KeyPath(key, prefix.length());
    int index = path.number();
    if (index < 0 || index > MAX_INDEX || !(value instanceof Value.Text(var text))) {
      return false;
    }
    // Beside a whole schema the other keys only repeat parts of it, in words that may differ.
    if (prefix.equals(WHOLE)) {
      if (!path.rest().equals("tool.json_schema")) {
        return false;
      }
      tool(index).whole = ToolDefinitions.compact(text);
      return true;
    }
    var leaf = path.rest();
    switch (leaf) {
      case "name", "description", "type" -> tool(index).pieces.put(leaf, text);
      case "parameters", "input_schema" -> {
        var document = Json.document(text);
        if (document == null || !document.whole()) {
          return false;
        }
        tool(index).pieces.set(leaf, document.root());
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private Tool tool(int index) {
    return tools.computeIfAbsent(index, _ -> new Tool());
  }

  public List<String> definitions() {
    var definitions = new ArrayList<String>(tools.size());
    for (var tool : tools.values()) {
      definitions.add(tool.whole != null ? tool.whole : tool.pieces.toString());
    }
    return definitions;
  }
}
