// SPDX-License-Identifier: Apache-2.0
package dev.clew.ingest;

import dev.clew.model.Content;
import dev.clew.model.Message;
import dev.clew.model.Part;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The first words of a span's input and output, for lists.
public final class Preview {

  private static final int LENGTH = 200;

  private Preview() {}

  /// What the user said last: earlier messages are history.
  public static String input(Content content) {
    for (var message : content.input().reversed()) {
      if (message.role() == Message.Role.USER) {
        var text = firstText(message.parts());
        if (!text.isEmpty()) {
          return text;
        }
      }
    }
    return cut(content.inputText());
  }

  /// What the model answered, or which tools it asked for.
  public static String output(Content content) {
    for (var message : content.output()) {
      var text = firstText(message.parts());
      if (!text.isEmpty()) {
        return text;
      }
    }
    for (var message : content.output()) {
      for (var part : message.parts()) {
        if (part instanceof Part.ToolCall(_, var name, var arguments) && name != null) {
          return cut(name + " " + arguments);
        }
      }
    }
    return cut(content.outputText());
  }

  private static String firstText(List<Part> parts) {
    for (var part : parts) {
      if (part instanceof Part.Text(var text) && !text.isBlank()) {
        return cut(text);
      }
    }
    return "";
  }

  private static String cut(@Nullable String text) {
    if (text == null) {
      return "";
    }
    int end = Math.min(text.length(), LENGTH);
    if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end).strip();
  }
}
