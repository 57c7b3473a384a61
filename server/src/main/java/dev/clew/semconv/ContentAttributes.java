// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import dev.clew.model.Message;
import dev.clew.model.Message.Role;
import dev.clew.model.Part;
import dev.clew.model.Value;
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
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/// The content in a span's attributes, and which of them need not be kept because it is read here
/// completely.
final class ContentAttributes {

  private static final String DOCUMENT = ".document.content";

  private final Draft draft;
  private final Findings findings;
  private final List<String> takenFrom = new ArrayList<>();

  ContentAttributes(Draft draft, Findings findings) {
    this.draft = draft;
    this.findings = findings;
  }

  /// From the first dialect that has any; JSON before indexed keys.
  List<Message> messages(Field field, Role defaultRole) {
    for (int dialect = draft.dialectAfter(-1);
        dialect >= 0;
        dialect = draft.dialectAfter(dialect)) {
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
    var reader = new MessageReader(defaultRole, findings);
    boolean isInstructions = rule.field() == Field.SYSTEM_INSTRUCTIONS;
    var messages =
        value instanceof Value.Text(var text) && !isInstructions ? reader.plain(text) : null;
    if (messages == null) {
      var document = Json.document(value);
      if (document == null) {
        return value instanceof Value.Text(var text) ? plain(rule, text, defaultRole) : List.of();
      }
      if (!document.whole()) {
        findings.cut();
      }
      messages =
          isInstructions
              ? SystemInstructions.read(document.root(), reader)
              : reader.messages(document.root());
    }
    if (findings.tookAll() && !messages.isEmpty()) {
      takenFrom.add(rule.key());
    }
    return messages;
  }

  private List<Message> plain(Rule rule, String text, Role role) {
    takenFrom.add(rule.key());
    return List.of(new Message(role, null, List.of(new Part.Text(findings.see(text)))));
  }

  /// The messages in a text that is a provider's request or answer, which stays in its attribute
  /// because it holds more than them.
  List<Message> conversation(Field field, Role defaultRole) {
    var value = draft.value(field);
    var document = value instanceof Value.Text ? Json.document(value) : null;
    return document != null && MessageReader.isConversation(document.root())
        ? new MessageReader(defaultRole, findings).messages(document.root())
        : List.of();
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
    if (findings.tookAll()) {
      takenFrom.addAll(taken);
    }
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

  List<String> tools() {
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

  /// The best text of the fields; any other key that says the same is taken too.
  @Nullable String text(Field... fields) {
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

  /// What stands where messages would, as it came.
  @Nullable String inPlaceOf(Field messages) {
    var rule = draft.rule(messages);
    var value = draft.value(messages);
    var text = value == null ? null : textOf(value);
    if (rule == null || text == null) {
      return null;
    }
    if (!takenFrom.contains(rule.key())) {
      takenFrom.add(rule.key());
    }
    return text;
  }

  /// The texts that a search found; `null` when there are none.
  @Nullable String documents() {
    var texts = new StringJoiner("\n\n");
    for (var entry : draft.indexed()) {
      var attribute = entry.attribute();
      if (entry.rule().field() == Field.DOCUMENTS
          && attribute.key().endsWith(DOCUMENT)
          && attribute.value() instanceof Value.Text(var text)) {
        texts.add(findings.see(text));
        takenFrom.add(attribute.key());
      }
    }
    return texts.length() == 0 ? null : texts.toString();
  }

  private static @Nullable String textOf(Value value) {
    return switch (value) {
      case Value.Text(var text) -> text;
      case Value.Bytes _, Value.Empty _ -> null;
      case Value.Items _, Value.Fields _, Value.Whole _, Value.Real _, Value.Bool _ ->
          Json.node(value).toString();
    };
  }

  /// Keys of the attributes that need not be kept.
  List<String> takenFrom() {
    return takenFrom;
  }
}
