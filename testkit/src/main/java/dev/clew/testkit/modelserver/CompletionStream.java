// SPDX-License-Identifier: Apache-2.0
package dev.clew.testkit.modelserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Writes a completion as server-sent events, one token each, at the model's pace.
final class CompletionStream {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final OutputStream out;
  private final Completion completion;
  private final long createdSeconds;
  private final Runnable tokenPause;

  /// @param tokenPause waits as long as the model takes for a token
  CompletionStream(
      OutputStream out, Completion completion, long createdSeconds, Runnable tokenPause) {
    this.out = out;
    this.completion = completion;
    this.createdSeconds = createdSeconds;
    this.tokenPause = tokenPause;
  }

  void write(boolean includeUsage) throws IOException {
    send(NODES.objectNode().put("role", "assistant").put("content", ""), false);
    writeText();
    writeCalls();
    send(NODES.objectNode(), true);
    if (includeUsage) {
      event(completion.usageChunk(createdSeconds).toString());
    }
    event("[DONE]");
  }

  private void writeText() throws IOException {
    var text = completion.text();
    for (int start = 0; start < text.length(); start += TokenCount.CHARACTERS_PER_TOKEN) {
      send(NODES.objectNode().put("content", token(text, start)), false);
      tokenPause.run();
    }
  }

  private void writeCalls() throws IOException {
    for (int index = 0; index < completion.calls().size(); index++) {
      var call = completion.calls().get(index);
      var opening = Completion.toolCall(call, "").put("index", index);
      send(delta(opening), false);
      var arguments = call.arguments();
      for (int start = 0; start < arguments.length(); start += TokenCount.CHARACTERS_PER_TOKEN) {
        var more = NODES.objectNode().put("index", index);
        more.putObject("function").put("arguments", token(arguments, start));
        send(delta(more), false);
        tokenPause.run();
      }
    }
  }

  private static JsonNode delta(JsonNode toolCall) {
    var delta = NODES.objectNode();
    delta.putArray("tool_calls").add(toolCall);
    return delta;
  }

  private static String token(String text, int start) {
    return text.substring(start, Math.min(text.length(), start + TokenCount.CHARACTERS_PER_TOKEN));
  }

  private void send(JsonNode delta, boolean last) throws IOException {
    event(completion.chunk(createdSeconds, delta, last).toString());
  }

  private void event(String data) throws IOException {
    out.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
