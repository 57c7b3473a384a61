// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import dev.clew.model.Content;
import dev.clew.model.Message;
import dev.clew.model.Message.Role;
import dev.clew.model.Operation;
import dev.clew.model.Part;
import dev.clew.semconv.content.EventContent;
import dev.clew.semconv.content.Findings;
import dev.clew.semconv.dialect.Field;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Puts together what was said in a span, from its attributes first and its events second.
///
/// Messages win over `input.value` and its like. Such text is then not taken, even though much of
/// it repeats the messages: it is the raw request, with parameters that nothing else holds.
final class ContentReader {

  private final Draft draft;
  private final Findings findings;
  private final ContentAttributes attributes;
  private List<Message> input = List.of();
  private List<Message> output = List.of();
  private List<Message> system = List.of();
  private List<String> tools = List.of();
  private @Nullable String inputText;
  private @Nullable String outputText;

  private ContentReader(Draft draft) {
    this.draft = draft;
    findings = new Findings(Coercion.words(draft.value(Field.FINISH_REASONS)));
    attributes = new ContentAttributes(draft, findings);
  }

  /// @param finishReasons as the answer's messages gave them
  /// @param answered whether an answer is there
  /// @param cut whether JSON had lost its end
  record Result(Content content, List<String> finishReasons, boolean answered, boolean cut) {
    private static final Result NOTHING = new Result(Content.NONE, List.of(), false, false);
  }

  static Result read(Draft draft, Operation op) {
    return hasContent(draft) ? new ContentReader(draft).read(op) : Result.NOTHING;
  }

  private static boolean hasContent(Draft draft) {
    if (draft.hasContent()) {
      return true;
    }
    for (var event : draft.span().events()) {
      if (EventContent.isCarrier(event)) {
        return true;
      }
    }
    return false;
  }

  private Result read(Operation op) {
    input = attributes.messages(Field.INPUT_MESSAGES, Role.USER);
    output = attributes.messages(Field.OUTPUT_MESSAGES, Role.ASSISTANT);
    system = attributes.messages(Field.SYSTEM_INSTRUCTIONS, Role.SYSTEM);
    tools = attributes.tools();
    fillFromEvents();
    if (op.isModelCall()) {
      // Langfuse, MLflow and others keep the request and the answer whole.
      input = input.isEmpty() ? attributes.conversation(Field.INPUT_TEXT, Role.USER) : input;
      output =
          output.isEmpty() ? attributes.conversation(Field.OUTPUT_TEXT, Role.ASSISTANT) : output;
    }
    if (!op.isModelCall()) {
      readPlain();
    }
    splitSystem();
    if (input.isEmpty() && inputText == null) {
      inputText = attributes.text(Field.TOOL_ARGUMENTS, Field.INPUT_TEXT);
    }
    if (output.isEmpty() && outputText == null) {
      outputText = attributes.text(Field.TOOL_RESULT, Field.OUTPUT_TEXT);
    }
    if (output.isEmpty() && outputText == null && op == Operation.RETRIEVE) {
      outputText = attributes.documents();
    }
    var content =
        new Content(
            input, output, system, tools, inputText, outputText, attributes.takenFrom(), state());
    return new Result(content, findings.finishReasons(), isAnswered(), findings.isTruncated());
  }

  /// LangSmith has the arguments of a tool and whatever a function takes or gives where the
  /// messages of a call are.
  private void readPlain() {
    if (isUnread(input)) {
      inputText = attributes.inPlaceOf(Field.INPUT_MESSAGES);
      input = inputText == null ? input : List.of();
    }
    if (isUnread(output)) {
      outputText = attributes.inPlaceOf(Field.OUTPUT_MESSAGES);
      output = outputText == null ? output : List.of();
    }
  }

  private static boolean isUnread(List<Message> messages) {
    return messages.size() == 1
        && messages.getFirst().parts().size() == 1
        && messages.getFirst().parts().getFirst() instanceof Part.Other;
  }

  private void fillFromEvents() {
    if (draft.span().events().isEmpty() || !(input.isEmpty() || output.isEmpty())) {
      return;
    }
    var events = new EventContent(findings);
    for (var event : draft.span().events()) {
      if (EventContent.isCarrier(event)) {
        events.read(event);
      }
    }
    input = input.isEmpty() ? events.input() : input;
    output = output.isEmpty() ? events.output() : output;
    system = system.isEmpty() ? events.system() : system;
    tools = tools.isEmpty() ? events.tools() : tools;
  }

  /// Most dialects send system instructions as the first messages. Those that come later are turns
  /// of the conversation and stay in their place.
  private void splitSystem() {
    int first = 0;
    while (first < input.size() && isSystem(input.get(first).role())) {
      first++;
    }
    if (first > 0) {
      var all = new ArrayList<>(system);
      all.addAll(input.subList(0, first));
      system = all;
      input = input.subList(first, input.size());
    }
  }

  private static boolean isSystem(Role role) {
    return role == Role.SYSTEM || role == Role.DEVELOPER;
  }

  private Content.State state() {
    if (findings.isRedacted()) {
      return Content.State.REDACTED;
    }
    // An SDK that hit its limit of attributes has dropped some of the indexed ones (§5.3).
    if (findings.isTruncated()
        || (draft.span().dropped().attributes() > 0 && !draft.indexed().isEmpty())) {
      return Content.State.TRUNCATED;
    }
    boolean isAbsent =
        input.isEmpty()
            && output.isEmpty()
            && system.isEmpty()
            && tools.isEmpty()
            && inputText == null
            && outputText == null;
    return isAbsent ? Content.State.ABSENT : Content.State.INLINE;
  }

  private boolean isAnswered() {
    for (var message : output) {
      for (var part : message.parts()) {
        if (!(part instanceof Part.Text(var text)) || !text.isBlank()) {
          return true;
        }
      }
    }
    return outputText != null && !outputText.isBlank();
  }
}
