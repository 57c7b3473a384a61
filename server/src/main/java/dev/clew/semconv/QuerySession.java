// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import dev.clew.semconv.dialect.Field;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The conversation that a request names in its query, where the instrumentation behind it knows
/// none: a plain agent of the JVM sees HTTP only. Names that web frameworks use for a login are
/// left alone.
final class QuerySession {

  private static final Set<String> NAMES =
      Set.of(
          "conv",
          "conversation",
          "conversation_id",
          "conversationId",
          "thread_id",
          "threadId",
          "chat_id",
          "chatId",
          "session_id",
          "sessionId");

  private static final int MAX_LENGTH = 200;

  private QuerySession() {}

  static @Nullable String of(Draft draft) {
    var query = query(draft);
    if (query == null) {
      return null;
    }
    for (var parameter : query.split("&")) {
      int equals = parameter.indexOf('=');
      if (equals > 0
          && parameter.length() - equals <= MAX_LENGTH
          && NAMES.contains(parameter.substring(0, equals))) {
        return decoded(parameter.substring(equals + 1));
      }
    }
    return null;
  }

  private static @Nullable String query(Draft draft) {
    if (draft.has(Field.QUERY)) {
      return draft.text(Field.QUERY);
    }
    var url = draft.has(Field.URL) ? draft.text(Field.URL) : null;
    int mark = url == null ? -1 : url.indexOf('?');
    return url == null || mark < 0 ? null : url.substring(mark + 1);
  }

  private static @Nullable String decoded(String value) {
    try {
      var text = URLDecoder.decode(value, StandardCharsets.UTF_8).strip();
      return text.isEmpty() ? null : text;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
