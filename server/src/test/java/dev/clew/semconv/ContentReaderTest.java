// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import static dev.clew.semconv.RawSpanBuilder.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Attributes;
import dev.clew.model.Content;
import dev.clew.model.Message;
import dev.clew.model.Message.Role;
import dev.clew.model.Part;
import dev.clew.model.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContentReaderTest {

  private static final String HELLO =
      "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"hello\"}]}]";

  private static RawSpanBuilder chat() {
    return span().with("gen_ai.operation.name", "chat");
  }

  private static Message message(Role role, Part part) {
    return new Message(role, null, List.of(part));
  }

  @Test
  void readsMessagesFromJsonText() {
    var content = chat().with("gen_ai.input.messages", HELLO).read().content();

    assertThat(content.input()).containsExactly(message(Role.USER, new Part.Text("hello")));
    assertThat(content.takenFrom()).containsExactly("gen_ai.input.messages");
    assertThat(content.state()).isEqualTo(Content.State.INLINE);
  }

  @Test
  void readsWhatAFunctionTakesAndGivesWhereMessagesWouldBe() {
    var content =
        span()
            .with("gen_ai.operation.name", "execute_tool")
            .with("gen_ai.prompt", "{\"city\":\"Paris\"}")
            .with("gen_ai.completion", "{\"outputs\":\"sunny\"}")
            .read()
            .content();

    assertThat(content.inputText()).isEqualTo("{\"city\":\"Paris\"}");
    assertThat(content.outputText()).isEqualTo("{\"outputs\":\"sunny\"}");
    assertThat(content.input()).isEmpty();
    assertThat(content.output()).isEmpty();
    assertThat(content.takenFrom()).containsOnlyOnce("gen_ai.prompt", "gen_ai.completion");
  }

  @Test
  void readsTheDocumentsThatASearchFound() {
    var content =
        span()
            .with("openinference.span.kind", "RETRIEVER")
            .with("input.value", "Where is the lake?")
            .with("retrieval.documents.0.document.content", "It is in Hangzhou.")
            .with("retrieval.documents.0.document.metadata", "{}")
            .with("retrieval.documents.1.document.content", "It is in the west.")
            .read()
            .content();

    assertThat(content.outputText()).isEqualTo("It is in Hangzhou.\n\nIt is in the west.");
  }

  @Test
  void readsMessagesFromAStructuredValue() {
    var part =
        new Value.Fields(Attributes.of("type", Value.of("text"), "content", Value.of("hello")));
    var sent =
        new Value.Fields(
            Attributes.of("role", Value.of("user"), "parts", new Value.Items(List.of(part))));

    var content =
        chat().with("gen_ai.input.messages", new Value.Items(List.of(sent))).read().content();

    assertThat(content.input()).containsExactly(message(Role.USER, new Part.Text("hello")));
  }

  @Test
  void readsWhatArrivedOfMessagesThatWereCut() {
    var cut = HELLO.substring(0, HELLO.length() - 8);

    var content = chat().with("gen_ai.input.messages", cut).read().content();

    assertThat(content.input()).containsExactly(message(Role.USER, new Part.Text("he")));
    assertThat(content.state()).isEqualTo(Content.State.TRUNCATED);
    assertThat(content.takenFrom()).isEmpty();
  }

  @Test
  void keepsAnAttributeThatHoldsMoreThanTheMessages() {
    var sent = "[{\"role\":\"user\",\"content\":\"hello\",\"cache_control\":\"ephemeral\"}]";

    var content = chat().with("gen_ai.input.messages", sent).read().content();

    assertThat(content.input()).hasSize(1);
    assertThat(content.takenFrom()).isEmpty();
  }

  @Test
  void setsSystemInstructionsApart() {
    var sent =
        "[{\"role\":\"system\",\"content\":\"be brief\"},{\"role\":\"user\",\"content\":\"hello\"},"
            + "{\"role\":\"system\",\"content\":\"now in French\"}]";

    var content = chat().with("gen_ai.input.messages", sent).read().content();

    assertThat(content.system()).containsExactly(message(Role.SYSTEM, new Part.Text("be brief")));
    assertThat(content.input()).extracting(Message::role).containsExactly(Role.USER, Role.SYSTEM);
  }

  @Test
  void readsIndexedMessagesInNumericOrder() {
    var builder = span().with("openinference.span.kind", "LLM");
    for (int i : new int[] {10, 9, 0}) {
      builder
          .with("llm.input_messages." + i + ".message.role", "user")
          .with("llm.input_messages." + i + ".message.content", "m" + i);
    }

    var content = builder.read().content();

    assertThat(content.input())
        .extracting(message -> message.parts().getFirst())
        .containsExactly(new Part.Text("m0"), new Part.Text("m9"), new Part.Text("m10"));
    assertThat(content.takenFrom()).hasSize(6);
  }

  @Test
  void readsIndexedToolCallsAndResults() {
    var content =
        span()
            .with("llm.request.type", "chat")
            .with("gen_ai.prompt.0.role", "assistant")
            .with("gen_ai.prompt.0.tool_calls.0.id", "call_1")
            .with("gen_ai.prompt.0.tool_calls.0.name", "search")
            .with("gen_ai.prompt.0.tool_calls.0.arguments", "{\"q\": 1}")
            .with("gen_ai.prompt.1.role", "tool")
            .with("gen_ai.prompt.1.content", "no rain")
            .with("gen_ai.prompt.1.tool_call_id", "call_1")
            .read()
            .content();

    assertThat(content.input())
        .containsExactly(
            message(Role.ASSISTANT, new Part.ToolCall("call_1", "search", "{\"q\": 1}")),
            message(Role.TOOL, new Part.ToolResult("call_1", null, "\"no rain\"")));
  }

  @Test
  void prefersMessagesToTheRawRequest() {
    var content =
        span()
            .with("openinference.span.kind", "LLM")
            .with("llm.input_messages.0.message.role", "user")
            .with("llm.input_messages.0.message.content", "hello")
            .with("input.value", "{\"messages\": [\"hello\"], \"temperature\": 1}")
            .read()
            .content();

    assertThat(content.inputText()).isNull();
    assertThat(content.takenFrom()).doesNotContain("input.value");
  }

  @Test
  void takesTheSameTextOnceFromTwoKeys() {
    var content =
        span()
            .with("traceloop.span.kind", "task")
            .with("traceloop.entity.input", "{\"a\": 1}")
            .with("gen_ai.retrieval.query.text", "{\"a\": 1}")
            .read()
            .content();

    assertThat(content.inputText()).isEqualTo("{\"a\": 1}");
    assertThat(content.takenFrom())
        .containsExactlyInAnyOrder("traceloop.entity.input", "gen_ai.retrieval.query.text");
  }

  @Test
  void readsMessagesFromEventsAndLeavesThemThere() {
    var content =
        chat()
            .event("gen_ai.user.message", 1, "content", Value.of("hello"))
            .event(
                "gen_ai.choice",
                9,
                "message",
                Value.of("{\"role\":\"assistant\",\"content\":\"hi\"}"),
                "finish_reason",
                Value.of("stop"))
            .read();

    assertThat(content.content().input())
        .containsExactly(message(Role.USER, new Part.Text("hello")));
    assertThat(content.content().output())
        .containsExactly(message(Role.ASSISTANT, new Part.Text("hi")));
    assertThat(content.content().takenFrom()).isEmpty();
    assertThat(content.call().finishReasons()).containsExactly("stop");
  }

  @Test
  void keepsTextThatOnlyBeginsLikeJson() {
    var content =
        chat().with("gen_ai.system_instructions", "[1] Be brief. [2] Be exact.").read().content();

    assertThat(content.system())
        .containsExactly(message(Role.SYSTEM, new Part.Text("[1] Be brief. [2] Be exact.")));
  }

  @Test
  void noticesAMask() {
    var content =
        span()
            .with("openinference.span.kind", "LLM")
            .with("llm.input_messages.0.message.content", "__REDACTED__")
            .read()
            .content();

    assertThat(content.state()).isEqualTo(Content.State.REDACTED);
  }

  @Test
  void keepsTheSizeOfMediaAndNotItsData() {
    var data = "A".repeat(4000);
    var sent =
        "[{\"role\":\"user\",\"parts\":[{\"type\":\"blob\",\"mime_type\":\"image/png\","
            + "\"modality\":\"image\",\"content\":\""
            + data
            + "\"}]}]";

    var content = chat().with("gen_ai.input.messages", sent).read().content();

    assertThat(content.input())
        .containsExactly(message(Role.USER, new Part.Media("image", "image/png", 3000L, null)));
    assertThat(content.takenFrom()).isEmpty();
  }

  @Test
  void compactsToolDefinitions() {
    var content =
        chat()
            .with("gen_ai.tool.definitions", "[ {\"name\": \"a\"}, {\"name\": \"b c\"} ]")
            .read()
            .content();

    assertThat(content.toolDefinitions()).containsExactly("{\"name\":\"a\"}", "{\"name\":\"b c\"}");
  }

  @Test
  void putsToolsTogetherFromPieces() {
    var content =
        span()
            .with("llm.request.type", "chat")
            .with("llm.request.functions.0.name", "search")
            .with("llm.request.functions.0.parameters", "{\"type\": \"object\"}")
            .read()
            .content();

    assertThat(content.toolDefinitions())
        .containsExactly("{\"name\":\"search\",\"parameters\":{\"type\":\"object\"}}");
  }

  @Test
  void hasNothingWithoutContent() {
    assertThat(chat().read().content()).isEqualTo(Content.NONE);
  }
}
