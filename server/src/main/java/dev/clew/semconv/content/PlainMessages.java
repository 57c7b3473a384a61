// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv.content;

import dev.clew.model.Message;
import dev.clew.model.Message.Role;
import dev.clew.model.Part;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The short way for the shape that most messages have: an array of objects with a role and text,
/// in OpenTelemetry's form (`parts` of type `text`) or OpenAI's (`content`).
///
/// Content is most of what is sent, and a tree of nodes costs several times what finding the ends
/// of strings does. Whatever is not exactly of this shape gives `null` and is read by
/// [MessageReader], which must answer the same where both can.
final class PlainMessages {

  private final String text;
  private final JsonStrings strings;
  private final Role defaultRole;
  private final List<String> reasons = new ArrayList<>(1);
  private int at;

  private PlainMessages(String text, Role defaultRole) {
    this.text = text;
    this.strings = new JsonStrings(text);
    this.defaultRole = defaultRole;
  }

  static @Nullable List<Message> read(String text, Role defaultRole, Findings findings) {
    var reader = new PlainMessages(text, defaultRole);
    var messages = reader.messages();
    if (messages == null) {
      return null;
    }
    reader.reasons.forEach(findings::finished);
    for (var message : messages) {
      for (var part : message.parts()) {
        if (part instanceof Part.Text(var said)) {
          findings.see(said);
        }
      }
    }
    return messages;
  }

  private @Nullable List<Message> messages() {
    if (!take('[')) {
      return null;
    }
    var messages = new ArrayList<Message>();
    do {
      var message = message();
      if (message == null) {
        return null;
      }
      messages.add(message);
    } while (take(','));
    return take(']') && peek() == 0 ? messages : null;
  }

  private @Nullable Message message() {
    String role = null;
    String reason = null;
    List<Part> parts = null;
    if (!take('{')) {
      return null;
    }
    do {
      var key = key();
      switch (key) {
        case "role" -> {
          boolean isSecond = role != null;
          role = isSecond ? null : word();
          if (role == null) {
            return null;
          }
        }
        case "finish_reason" -> {
          boolean isSecond = reason != null;
          reason = isSecond ? null : word();
          if (reason == null) {
            return null;
          }
        }
        case "parts", "content" -> {
          boolean isSecond = parts != null;
          parts = isSecond ? null : key.equals("parts") ? parts() : content();
          if (parts == null) {
            return null;
          }
        }
        case null, default -> {
          return null;
        }
      }
    } while (take(','));
    var known = role == null ? defaultRole : Roles.of(role);
    if (!take('}') || role == null || known == null || known == Role.TOOL || parts == null) {
      return null;
    }
    if (reason != null && !reason.isEmpty()) {
      reasons.add(reason);
    }
    return new Message(known, null, parts);
  }

  private @Nullable List<Part> content() {
    var said = string();
    return said == null ? null : said.isEmpty() ? List.of() : List.of(new Part.Text(said));
  }

  private @Nullable List<Part> parts() {
    var parts = new ArrayList<Part>(1);
    if (!take('[')) {
      return null;
    }
    do {
      var part = part();
      if (part == null) {
        return null;
      }
      parts.add(part);
    } while (take(','));
    return take(']') ? parts : null;
  }

  private @Nullable Part part() {
    if (!take('{')) {
      return null;
    }
    var first = key();
    var one = first == null ? null : word();
    if (one == null || !take(',')) {
      return null;
    }
    var second = key();
    var two = second == null ? null : word();
    if (two == null || !take('}')) {
      return null;
    }
    boolean typeFirst = "type".equals(first) && "content".equals(second);
    boolean typeLast = "content".equals(first) && "type".equals(second);
    if (!(typeFirst || typeLast) || !(typeFirst ? one : two).equals("text")) {
      return null;
    }
    return new Part.Text(typeFirst ? two : one);
  }

  private @Nullable String key() {
    var key = word();
    return key != null && take(':') ? key : null;
  }

  private @Nullable String string() {
    return peek() == '"' ? read(strings.read(at)) : null;
  }

  private @Nullable String word() {
    return peek() == '"' ? read(strings.word(at)) : null;
  }

  private @Nullable String read(@Nullable String value) {
    at = strings.end();
    return value;
  }

  private boolean take(char wanted) {
    if (peek() != wanted) {
      return false;
    }
    at++;
    return true;
  }

  /// The next character that is not white space; 0 at the end.
  private char peek() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
        return c;
      }
      at++;
    }
    return 0;
  }
}
