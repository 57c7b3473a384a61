// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import dev.clew.model.Content;
import dev.clew.model.Message;
import dev.clew.model.Message.Role;
import dev.clew.model.Part;
import dev.clew.model.Value;
import dev.clew.semconv.content.EventContent;
import dev.clew.semconv.content.Findings;
import dev.clew.semconv.content.IndexedMessages;
import dev.clew.semconv.content.IndexedTools;
import dev.clew.semconv.content.Json;
import dev.clew.semconv.content.MessageReader;
import dev.clew.semconv.content.SystemInstructions;
import dev.clew.semconv.content.ToolDefinitions;
import dev.clew.semconv.dialect.Field;
import dev.clew.semconv.dialect.Rule;
import dev.clew.semconv.dialect.RuleBook;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Collects what was said in a span, and which attributes need not be kept because it is said here
/// completely.
///
/// Messages win over `input.value` and its like. Such text is then not taken, even though much of
/// it repeats the messages: it is the raw request, with parameters that nothing else holds.
final class ContentReader {

  private final Draft draft;
  private final Findings findings;
  private final List<String> takenFrom = new ArrayList<>();
  private List<Message> input = List.of();
  private List<Message> output = List.of();
  private List<Message> system = List.of();
  private List<String> tools = List.of();
  private @Nullable String inputText;
  private @Nullable String outputText;

  private ContentReader(Draft draft) {
    this.draft = draft;
    findings = new Findings(Coercion.words(draft.value(Field.FINISH_REASONS)));
  }

  /// @param finishReasons as the answer's messages gave them
  /// @param answered whether an answer is there
  record Result(Content content, List<String> finishReasons, boolean answered) {
    private static final Result NOTHING = new Result(Content.NONE, List.of(), false);
  }

  static Result read(Draft draft) {
    return hasContent(draft) ? new ContentReader(draft).read() : Result.NOTHING;
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

  private Result read() {
    input = messages(Field.INPUT_MESSAGES, Role.USER);
    output = messages(Field.OUTPUT_MESSAGES, Role.ASSISTANT);
    system = messages(Field.SYSTEM_INSTRUCTIONS, Role.SYSTEM);
    tools = tools();
    fillFromEvents();
    splitSystem();
    if (input.isEmpty()) {
      inputText = text(Field.TOOL_ARGUMENTS, Field.INPUT_TEXT);
    }
    if (output.isEmpty()) {
      outputText = text(Field.TOOL_RESULT, Field.OUTPUT_TEXT);
    }
    var content =
        new Content(input, output, system, tools, inputText, outputText, takenFrom, state());
    return new Result(content, findings.finishReasons(), isAnswered());
  }

  private List<Message> messages(Field field, Role defaultRole) {
    for (int dialect = 0; dialect < RuleBook.DIALECTS.size(); dialect++) {
      var rule = draft.rule(field, dialect);
      var value = draft.value(field, dialect);
      if (rule != null && value != null) {
        var messages = fromJson(rule, value, defaultRole);
        if (!messages.isEmpty()) {
          return messages;
        }
      }
    }
    return fromIndexed(field, defaultRole);
  }

  private List<Message> fromJson(Rule rule, Value value, Role defaultRole) {
    var document = Json.document(value);
    if (document == null) {
      return value instanceof Value.Text(var text) ? plain(rule, text, defaultRole) : List.of();
    }
    if (!document.whole()) {
      findings.cut();
    }
    var reader = new MessageReader(defaultRole, findings);
    var messages =
        rule.field() == Field.SYSTEM_INSTRUCTIONS
            ? SystemInstructions.read(document.root(), reader)
            : reader.messages(document.root());
    if (findings.tookAll() && !messages.isEmpty()) {
      takenFrom.add(rule.key());
    }
    return messages;
  }

  private List<Message> plain(Rule rule, String text, Role role) {
    takenFrom.add(rule.key());
    return List.of(new Message(role, null, List.of(new Part.Text(findings.see(text)))));
  }

  private List<Message> fromIndexed(Field field, Role defaultRole) {
    if (draft.indexed().isEmpty()) {
      return List.of();
    }
    var indexed = new IndexedMessages(defaultRole, findings);
    var taken = new ArrayList<String>();
    for (var entry : draft.indexed()) {
      var attribute = entry.attribute();
      if (entry.rule().field() == field
          && indexed.add(entry.rule().key(), attribute.key(), attribute.value())) {
        taken.add(attribute.key());
      }
    }
    var messages = indexed.messages();
    // LangGraph's spans may hold roles alone; the input's text says more.
    if (!hasParts(messages)) {
      return List.of();
    }
    takenFrom.addAll(taken);
    return messages;
  }

  private static boolean hasParts(List<Message> messages) {
    for (var message : messages) {
      if (!message.parts().isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private List<String> tools() {
    var rule = draft.rule(Field.TOOL_DEFINITIONS);
    var value = draft.value(Field.TOOL_DEFINITIONS);
    var list = value == null ? null : ToolDefinitions.of(value);
    if (rule != null && list != null) {
      takenFrom.add(rule.key());
      return list;
    }
    if (draft.indexed().isEmpty()) {
      return List.of();
    }
    var indexed = new IndexedTools();
    for (var entry : draft.indexed()) {
      var attribute = entry.attribute();
      if (entry.rule().field() == Field.TOOL_DEFINITIONS
          && indexed.add(entry.rule().key(), attribute.key(), attribute.value())) {
        takenFrom.add(attribute.key());
      }
    }
    return indexed.definitions();
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

  /// The best text of the fields; any other key that says the same is taken too.
  private @Nullable String text(Field... fields) {
    String best = null;
    for (var field : fields) {
      for (int place = -1; place < RuleBook.DIALECTS.size(); place++) {
        int dialect = place < 0 ? draft.primary() : place;
        var rule = draft.rule(field, dialect);
        var value = draft.value(field, dialect);
        if (rule == null || value == null || (place >= 0 && dialect == draft.primary())) {
          continue;
        }
        var text = textOf(value);
        if (text != null && (best == null || best.equals(text))) {
          best = findings.see(text);
          takenFrom.add(rule.key());
        }
      }
    }
    return best;
  }

  private static @Nullable String textOf(Value value) {
    return switch (value) {
      case Value.Text(var text) -> text;
      case Value.Bytes _, Value.Empty _ -> null;
      case Value.Items _, Value.Fields _, Value.Whole _, Value.Real _, Value.Bool _ ->
          Json.node(value).toString();
    };
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
