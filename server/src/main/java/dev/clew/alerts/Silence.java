// SPDX-License-Identifier: Apache-2.0
package dev.clew.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clew.http.Input;
import dev.clew.model.AppException;
import java.time.DateTimeException;
import java.time.Instant;

/// For some time nobody is told of some alerts: because somebody works on it, or a maintenance is
/// planned.
///
/// @param rule the id of the only rule that it holds for; empty for all
/// @param member the only group; `x*` for those that begin with x; empty for all
/// @param from ISO 8601, as `to`
record Silence(
    String id, String rule, String member, String from, String to, String author, String reason) {

  private static final int MAX_TEXT = 200;

  /// @throws AppException that names the field and what is expected
  static Silence read(JsonNode body, String id, Instant now) {
    var input = Input.of(body, "rule", "member", "from", "to", "author", "reason");
    var from = time(input, "from", now.toString());
    var to = time(input, "to", "");
    if (!from.isBefore(to)) {
      throw input.invalid("to", to.toString(), "after from, which is " + from);
    }
    return new Silence(
        id,
        input.text("rule", "", MAX_TEXT),
        input.text("member", "", MAX_TEXT),
        from.toString(),
        to.toString(),
        input.text("author", "", MAX_TEXT),
        input.text("reason", MAX_TEXT));
  }

  private static Instant time(Input input, String field, String otherwise) {
    var text = input.text(field, otherwise, MAX_TEXT);
    try {
      return Instant.parse(text);
    } catch (DateTimeException _) {
      throw input.invalid(field, text, "RFC 3339 such as 2026-01-02T03:04:05Z");
    }
  }

  boolean isActive(Instant now) {
    return !now.isBefore(Instant.parse(from)) && now.isBefore(Instant.parse(to));
  }

  boolean holdsFor(AlertRule other, String group) {
    boolean isOfGroup =
        member.endsWith("*")
            ? group.startsWith(member.substring(0, member.length() - 1))
            : member.isEmpty() || member.equals(group);
    return isOfGroup && (rule.isEmpty() || rule.equals(other.id()));
  }
}
