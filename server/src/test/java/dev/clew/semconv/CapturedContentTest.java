// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clew.model.Content;
import dev.clew.model.Message;
import dev.clew.model.Part;
import dev.clew.model.Span;
import dev.clew.model.Value;
import dev.clew.semconv.content.Json;
import dev.clew.testkit.GoldenCase;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// An attribute that storage may drop must be in the content, whole.
class CapturedContentTest {

  /// Shorter texts are types and roles, which the content holds in other words.
  private static final int MIN_TEXT = 20;

  static List<GoldenCase> cases() {
    return GoldenCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyTextOfATakenAttributeIsInTheContent(GoldenCase captured) {
    for (var span : CapturedSpansTest.spans(captured)) {
      var all = allText(span.content());
      for (var key : span.content().takenFrom()) {
        check(span, key, all);
      }
    }
  }

  private static void check(Span span, String key, String all) {
    var value = span.raw().attributes().get(key);
    assertThat(value).as(key).isNotNull();
    if (value == null || (value instanceof Value.Text(var text) && all.contains(text))) {
      return;
    }
    var document = Json.document(value);
    if (document == null) {
      checkText(key, Json.node(value).asText(), all);
    } else {
      checkLeaves(key, document.root(), all);
    }
  }

  private static void checkLeaves(String key, JsonNode node, String all) {
    if (node.isTextual()) {
      checkText(key, node.textValue(), all);
    }
    node.forEach(child -> checkLeaves(key, child, all));
  }

  private static void checkText(String key, String text, String all) {
    if (text.length() >= MIN_TEXT) {
      var quoted = Json.node(Value.of(text)).toString();
      var inner = quoted.substring(1, quoted.length() - 1);
      assertThat(all.contains(text) || all.contains(inner)).as(key + ": " + text).isTrue();
    }
  }

  private static String allText(Content content) {
    var all = new StringBuilder();
    for (var messages : List.of(content.system(), content.input(), content.output())) {
      messages.forEach(message -> add(message, all));
    }
    content.toolDefinitions().forEach(all::append);
    return all.append(content.inputText()).append(content.outputText()).toString();
  }

  private static void add(Message message, StringBuilder all) {
    all.append(message.name());
    for (var part : message.parts()) {
      switch (part) {
        case Part.Text(var text) -> all.append(text);
        case Part.Reasoning(var text) -> all.append(text);
        case Part.ToolCall(var id, var name, var arguments) ->
            all.append(id).append(name).append(arguments);
        case Part.ToolResult(var id, var name, var result) ->
            all.append(id).append(name).append(result);
        case Part.Media(_, _, _, var uri) -> all.append(uri);
        case Part.Other(var json) -> all.append(json);
      }
    }
  }
}
