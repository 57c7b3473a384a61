// SPDX-License-Identifier: Apache-2.0
package dev.clew.findings;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.clew.http.Reply;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a rule found in many runs, with the same to blame.
///
/// @param agent with `service`, `server` and `tool` empty where none is known
/// @param costUsd `NaN` when unknown
/// @param share of the cost of all runs of the agent, else of the service; `NaN` when unknown
/// @param measure of the rule, on average
/// @param spark runs by 24th part of the range
/// @param trace of the latest run
record Issue(
    IssueId id,
    Rule rule,
    Severity severity,
    String agent,
    String service,
    String server,
    String tool,
    long runs,
    long tokens,
    double costUsd,
    double share,
    double measure,
    String firstTime,
    String lastTime,
    List<Long> spark,
    String trace) {

  private static final double NOTABLE_SHARE = 0.01;

  Issue {
    spark = List.copyOf(spark);
  }

  /// How a list of issues is ordered.
  enum Order {
    COST,
    TOKENS,
    RUNS,
    LAST;

    Comparator<Issue> comparator() {
      Comparator<Issue> first =
          switch (this) {
            case COST ->
                Comparator.comparingDouble(
                    issue -> Double.isNaN(issue.costUsd) ? -1 : issue.costUsd);
            case TOKENS -> Comparator.comparingLong(Issue::tokens);
            case RUNS -> Comparator.comparingLong(Issue::runs);
            case LAST -> Comparator.comparing(Issue::lastTime);
          };
      return first
          .thenComparingLong(Issue::tokens)
          .reversed()
          .thenComparing(issue -> issue.id.hex());
    }
  }

  /// One sentence.
  String title() {
    var title = new StringBuilder(rule.issue(who(), measure));
    if (rule == Rule.OVERSIZE_RESULT && runs > 0) {
      title
          .append(", which take ")
          .append(Words.compact((double) tokens / runs))
          .append(" in a run because they are sent again");
    }
    if (share >= NOTABLE_SHARE) {
      title
          .append("; ")
          .append(Words.percent(share))
          .append(agent.isEmpty() ? " of this service's bill" : " of this agent's bill");
    }
    return title.toString();
  }

  private String who() {
    return !tool.isEmpty()
        ? Words.name(tool, "")
        : !agent.isEmpty() ? Words.name(agent, "") : Words.name(service, "An unnamed service");
  }

  void write(JsonGenerator json, IssueState state) throws IOException {
    json.writeStringField("id", id.hex());
    json.writeStringField("rule", rule.id());
    json.writeStringField("name", rule.label());
    json.writeStringField("severity", severity.label());
    json.writeStringField("status", state.status().label());
    json.writeStringField("title", title());
    json.writeStringField("fix", rule.fix());
    Reply.writeField(json, "agent", orNull(agent));
    Reply.writeField(json, "service", orNull(service));
    Reply.writeField(json, "server", orNull(server));
    Reply.writeField(json, "tool", orNull(tool));
    json.writeNumberField("runs", runs);
    json.writeNumberField("tokens", tokens);
    Reply.writeField(json, "cost_usd", costUsd);
    Reply.writeField(json, "share", share);
    json.writeStringField("first_time", firstTime);
    json.writeStringField("last_time", lastTime);
    json.writeBooleanField("reopened", state.isReopened());
    Reply.writeField(json, "note", orNull(state.note()));
    Reply.writeField(json, "spark", spark);
    json.writeStringField("trace_id", trace);
  }

  static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
