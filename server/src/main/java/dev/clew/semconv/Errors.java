// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import dev.clew.model.ModelCall;
import dev.clew.model.RawSpan.Status;
import dev.clew.model.StatusCode;
import dev.clew.model.Usage;
import dev.clew.semconv.dialect.Field;
import dev.clew.semconv.dialect.RuleBook;
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

  private static final String TYPE = "exception.type";
  private static final String MESSAGE = "exception.message";
  private static final String PLAIN_EXCEPTION = "Exception";

  private static final int MAX_CLASS_NAME = 200;
  private static final String CLASS_START = "<class '";
  private static final String CLASS_END = "'>";
  private static final List<String> ENDED_IN_ERROR = List.of("error");

  private Errors() {}

  /// Whether the sender says so elsewhere than in the status: Langfuse has levels and Strands a
  /// status of tools, LangSmith records the error of a run on a span that it had called fine
  /// before, and a call that ended with an error and no tokens got no answer.
  static boolean isUntold(Draft draft, ModelCall call, Usage usage) {
    if (draft.span().status().code() == StatusCode.ERROR) {
      return false;
    }
    return "ERROR".equalsIgnoreCase(draft.text(Field.LEVEL))
        || (draft.origin().dialect() == RuleBook.LANGSMITH && exception(draft, MESSAGE) != null)
        || (call.finishReasons().equals(ENDED_IN_ERROR) && !usage.isKnown());
  }

  /// The span's status, or what it should have been.
  static Status status(Draft draft, boolean isUntold) {
    if (!isUntold) {
      return draft.span().status();
    }
    var message = draft.text(Field.ERROR_MESSAGE);
    if (message == null) {
      message = exception(draft, MESSAGE);
    }
    return new Status(StatusCode.ERROR, message == null ? "" : message);
  }

  static @Nullable String of(Draft draft, Status status) {
    boolean isError = status.code() == StatusCode.ERROR;
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
      type = className(status.message());
    }
    return type == null ? null : controlFlow(unwrapped(type));
  }

  /// Python prints a class as `<class 'openai.RateLimitError'>`.
  private static String unwrapped(String type) {
    return type.startsWith(CLASS_START) && type.endsWith(CLASS_END)
        ? type.substring(CLASS_START.length(), type.length() - CLASS_END.length())
        : type;
  }

  private static String controlFlow(String type) {
    var shortName = type.substring(type.lastIndexOf('.') + 1);
    if (INTERRUPTS.contains(shortName)) {
      return "interrupt";
    }
    return CANCELS.contains(shortName) ? "cancelled" : type;
  }

  /// LangSmith wraps every error in a plain `Exception`, whose message begins with the class.
  private static @Nullable String exceptionType(Draft draft) {
    var type = exception(draft, TYPE);
    var message = PLAIN_EXCEPTION.equals(type) ? exception(draft, MESSAGE) : null;
    var wrapped = message == null ? null : className(message);
    return wrapped == null ? type : wrapped;
  }

  /// Of the last exception: an earlier one was handled or wrapped.
  private static @Nullable String exception(Draft draft, String key) {
    var events = draft.span().events();
    for (int i = events.size() - 1; i >= 0; i--) {
      var event = events.get(i);
      if (event.name().equals("exception")) {
        var text = Coercion.name(event.attributes().get(key));
        if (text != null) {
          return text;
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
