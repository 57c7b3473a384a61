// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import dev.clew.model.StatusCode;
import dev.clew.semconv.dialect.Field;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Why a span failed, in one low-cardinality word (precedence: semconv §3.15).
final class Errors {

  /// LangGraph stops a run by raising one of these: a human is asked, or a parent takes over.
  private static final Set<String> INTERRUPTS =
      Set.of("GraphInterrupt", "NodeInterrupt", "GraphBubbleUp", "ParentCommand", "Interrupt");

  /// How a reader that closes a stream early looks from inside.
  private static final Set<String> CANCELS =
      Set.of("GeneratorExit", "CancelledError", "CanceledError", "CancellationException");

  private static final List<String> CLASS_SUFFIXES =
      List.of("Error", "Exception", "Interrupt", "Exit");

  private static final int MAX_CLASS_NAME = 200;

  private Errors() {}

  static @Nullable String of(Draft draft) {
    boolean isError = draft.span().status().code() == StatusCode.ERROR;
    if (!isError && !draft.has(Field.ERROR_TYPE)) {
      return null;
    }
    var type = draft.name(Field.ERROR_TYPE);
    if (type == null) {
      type = exceptionType(draft);
    }
    if (type == null) {
      type = statusCode(draft);
    }
    if (type == null) {
      type = className(draft.span().status().message());
    }
    return type == null ? null : controlFlow(type);
  }

  private static String controlFlow(String type) {
    var shortName = type.substring(type.lastIndexOf('.') + 1);
    if (INTERRUPTS.contains(shortName)) {
      return "interrupt";
    }
    return CANCELS.contains(shortName) ? "cancelled" : type;
  }

  /// Of the last exception: an earlier one was handled or wrapped.
  private static @Nullable String exceptionType(Draft draft) {
    var events = draft.span().events();
    for (int i = events.size() - 1; i >= 0; i--) {
      var event = events.get(i);
      if (event.name().equals("exception")) {
        var type = Coercion.name(event.attributes().get("exception.type"));
        if (type != null) {
          return type;
        }
      }
    }
    return null;
  }

  private static @Nullable String statusCode(Draft draft) {
    var http = Coercion.number(draft.value(Field.HTTP_STATUS));
    if (http != null && http >= 400 && http < 1000) {
      return Integer.toString(http.intValue());
    }
    return draft.name(Field.RPC_STATUS);
  }

  /// The exception class at the start of a description such as `ValueError('order 7')`.
  private static @Nullable String className(String description) {
    int start = !description.isEmpty() && description.charAt(0) == '(' ? 1 : 0;
    int end = start;
    while (end < description.length()
        && end < MAX_CLASS_NAME
        && (Character.isJavaIdentifierPart(description.charAt(end))
            || description.charAt(end) == '.')) {
      end++;
    }
    var word = description.substring(start, end);
    for (var suffix : CLASS_SUFFIXES) {
      if (word.length() > suffix.length() && word.endsWith(suffix)) {
        return word;
      }
    }
    return null;
  }
}
