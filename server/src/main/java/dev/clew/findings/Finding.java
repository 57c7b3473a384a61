// SPDX-License-Identifier: Apache-2.0
package dev.clew.findings;

import dev.clew.model.SpanId;
import java.util.List;

/// What a rule has found in one run.
///
/// @param agent with `server` and `tool` empty where none is to blame
/// @param title one sentence
/// @param detail with the figures behind it
/// @param amount the tokens and the money it is about
/// @param measure the figure that was compared with the threshold
/// @param spans that show it, at most 50
record Finding(
    Rule rule,
    Severity severity,
    String agent,
    String server,
    String tool,
    String title,
    String detail,
    Amount amount,
    double measure,
    List<SpanId> spans) {

  Finding {
    spans = List.copyOf(spans);
  }

  /// The issue that it belongs to.
  IssueId issue(String service) {
    return IssueId.of(rule, agent, service, server, tool);
  }
}
