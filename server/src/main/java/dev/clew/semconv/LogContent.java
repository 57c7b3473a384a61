// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import dev.clew.model.Attribute;
import dev.clew.model.Attributes;
import dev.clew.model.Content;
import dev.clew.model.LogRecord;
import dev.clew.model.Message;
import dev.clew.model.Message.Role;
import dev.clew.model.SpanEvent;
import dev.clew.model.Value;
import dev.clew.semconv.content.EventContent;
import dev.clew.semconv.content.Findings;
import java.util.ArrayList;
import java.util.List;

/// What was said in a span, as far as a log record tells: GenAI events of all eras (semconv §6.1),
/// which are the span events of [EventContent] with the message in the body.
public final class LogContent {

  /// Where senders put the name of an event when they do not use the field for it.
  private static final List<String> NAME_KEYS = List.of("event.name", "event_name");

  private static final String DETAILS = "gen_ai.client.inference.operation.details";

  private LogContent() {}

  /// The event's name, wherever it is; empty for an ordinary log line.
  public static String eventName(LogRecord record) {
    var own = record.eventName();
    // Rust's tracing calls every event after its place in the source (semconv §6.1, Codex).
    boolean isPlace = own.startsWith("event ") && own.contains(".rs:");
    if (!own.isEmpty() && !isPlace) {
      return own;
    }
    for (var key : NAME_KEYS) {
      var name = record.attributes().text(key);
      if (name != null) {
        return name;
      }
    }
    return own;
  }

  /// [Content#NONE] when the record carries no message.
  public static Content of(LogRecord record) {
    var name = eventName(record);
    if (!name.startsWith("gen_ai.")) {
      return Content.NONE;
    }
    var event = new SpanEvent(record.effectiveNs(), name, attributes(record, name), 0);
    var read = new EventContent(new Findings(List.of()));
    read.read(event);
    var system = new ArrayList<>(spoken(read.system()));
    var input = new ArrayList<Message>();
    for (var message : spoken(read.input())) {
      boolean isSystem = message.role() == Role.SYSTEM || message.role() == Role.DEVELOPER;
      (isSystem ? system : input).add(message);
    }
    var output = spoken(read.output());
    if (input.isEmpty() && output.isEmpty() && system.isEmpty() && read.tools().isEmpty()) {
      return Content.NONE;
    }
    return new Content(
        input, output, system, read.tools(), null, null, List.of(), Content.State.INLINE);
  }

  /// Where content is switched off, events come without any.
  private static List<Message> spoken(List<Message> messages) {
    return messages.stream().filter(message -> !message.parts().isEmpty()).toList();
  }

  /// The message is the body, a map or JSON text; the older conventions repeat attributes of the
  /// span beside it, and the newest put everything there.
  private static Attributes attributes(LogRecord record, String name) {
    return switch (record.body()) {
      case Value.Fields(var fields) when name.equals(DETAILS) -> {
        var all = new ArrayList<>(fields.entries());
        all.addAll(record.attributes().entries());
        yield new Attributes(all);
      }
      case Value.Fields(var fields) when !fields.isEmpty() -> fields;
      case Value.Text(var text) when text.startsWith("{") && !name.equals(DETAILS) ->
          new Attributes(List.of(new Attribute("gen_ai.event.content", record.body())));
      default -> record.attributes();
    };
  }
}
