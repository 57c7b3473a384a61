// SPDX-License-Identifier: Apache-2.0
package dev.clew.findings;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.clew.engine.Statement;
import dev.clew.findings.IssueState.Status;
import dev.clew.http.Endpoint;
import dev.clew.http.Endpoint.Parameter;
import dev.clew.http.Reply;
import dev.clew.http.Request;
import dev.clew.http.Store;
import dev.clew.http.Summaries;
import dev.clew.http.TimeRange;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Routes for issues: what rules found in many runs.
public final class FindingsApi {

  private static final String PATH = "/api/v1/findings";
  private static final int MAX_RUNS = 100;
  private static final int MAX_NOTE = 2_000;

  /// How far back an issue is looked for when the request does not say.
  private static final Duration BACK = Duration.ofDays(30);

  private static final List<Parameter> BACK_RANGE =
      List.of(new Parameter("from", "string", "RFC 3339 or now-1h; default now-30d"), Parameter.TO);

  private final Store store;
  private final FindingAnalysis analysis;
  private final Issues issues;
  private final ToolValue toolValue;

  public FindingsApi(Store store, FindingAnalysis analysis, InstantSource clock) {
    this.store = store;
    this.analysis = analysis;
    issues = new Issues(store, analysis.states());
    toolValue = new ToolValue(store, clock);
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
            PATH,
            "Issues: what rules found in many runs, with the same to blame; and the rules",
            Wanted.PARAMETERS,
            this::list),
        Endpoint.get(
            PATH + "/{id}",
            "An issue with its latest runs, at most 100, and what happened to it",
            BACK_RANGE,
            this::issue),
        Endpoint.post(
            PATH + "/{id}",
            "Sets the status of an issue; one that is fixed opens again when it is found in a run that began afterwards",
            BACK_RANGE,
            this::setStatus));
  }

  private Reply list(Request request) {
    store.refresh(request);
    var wanted = Wanted.of(request);
    var found = new ArrayList<>(issues.find(request, wanted));
    found.addAll(ofFleet(request, wanted));
    found.sort(wanted.order().comparator());
    var states = analysis.states();
    return Reply.json(
        json -> {
          json.writeArrayFieldStart("issues");
          for (var issue : found.subList(0, Math.min(found.size(), wanted.limit()))) {
            json.writeStartObject();
            issue.write(json, states.of(request.project(), issue.id()));
            json.writeEndObject();
          }
          json.writeEndArray();
          rules(json);
        });
  }

  /// What only all runs together tell: it depends on no filter, and on the range only by whether
  /// that reaches into the last days.
  private List<Issue> ofFleet(Request request, Wanted wanted) {
    boolean isAsked =
        request.text("q") == null
            && wanted.range().to().isAfter(request.now().minus(ToolValue.PERIOD))
            && (wanted.rule() == null || wanted.rule() == Rule.TOOL_VALUE)
            && wanted.severity() != Severity.CRITICAL;
    if (!isAsked) {
      return List.of();
    }
    var project = request.project();
    var threshold = analysis.settings().of(project).of(Rule.TOOL_VALUE, "", Baseline.NONE);
    return toolValue.of(project, threshold).stream()
        .filter(
            issue -> wanted.statuses().contains(analysis.states().of(project, issue.id()).status()))
        .filter(issue -> wanted.only() == null || issue.id().equals(wanted.only()))
        .toList();
  }

  private static void rules(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("rules");
    for (var rule : Rule.values()) {
      var threshold = rule.threshold();
      var sign = threshold.side().sign() + " ";
      json.writeStartObject();
      json.writeStringField("rule", rule.id());
      json.writeStringField("name", rule.label());
      json.writeStringField("about", rule.about());
      json.writeStringField("warning", sign + rule.unit().threshold(threshold.warning()));
      Reply.writeField(
          json,
          "critical",
          threshold.hasCritical() ? sign + rule.unit().threshold(threshold.critical()) : null);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private Reply issue(Request request) {
    store.refresh(request);
    var range = rangeBack(request);
    var issue = find(request, range);
    var states = analysis.states();
    return Reply.json(
        json -> {
          json.writeObjectFieldStart("issue");
          issue.write(json, states.of(request.project(), issue.id()));
          json.writeEndObject();
          json.writeArrayFieldStart("runs");
          var stats =
              store.query(runs(request, range, issue.id()), row -> FindingJson.writeRun(json, row));
          json.writeEndArray();
          Reply.writePojo(json, "history", states.history(request.project(), issue.id()));
          Reply.stats(json, stats);
        });
  }

  private Statement runs(Request request, TimeRange range, IssueId issue) {
    return store
        .about(
            request,
            range,
            """
            SELECT lower(hex(trace_id)) AS trace, name, f_severity, f_title, f_detail, f_spans, f_tokens, f_cost, f_measure, replaceOne(toString(start_time), ' ', 'T') || 'Z' AS began
            FROM (SELECT * FROM ${database}.findings FINAL WHERE %s AND notEmpty(finding_rule))
            %s
            WHERE f_issue = toFixedString(unhex({issue:String}), 8)
            ORDER BY start_time DESC, trace_id
            LIMIT {max:UInt32}
            """
                .formatted(Summaries.IN_RANGE, Issues.ROWS))
        .with("issue", issue.hex())
        .with("max", MAX_RUNS);
  }

  private Reply setStatus(Request request) {
    store.refresh(request);
    var body = request.json();
    var status = Status.parse(body.path("status").asText(""));
    var note = body.path("note").asText("").strip();
    if (note.length() > MAX_NOTE) {
      throw new AppException(
          ErrorCode.INVALID,
          "note: %d characters (expected: at most %d)".formatted(note.length(), MAX_NOTE));
    }
    var issue = find(request, rangeBack(request));
    var states = analysis.states();
    states.set(request.project(), issue.id(), status, note);
    return Reply.json(
        json -> {
          json.writeObjectFieldStart("issue");
          issue.write(json, states.of(request.project(), issue.id()));
          json.writeEndObject();
        });
  }

  private static TimeRange rangeBack(Request request) {
    var range = request.rangeOrNull();
    return range == null ? new TimeRange(request.now().minus(BACK), request.now()) : range;
  }

  private Issue find(Request request, TimeRange range) {
    var id = IssueId.parse(request.path().getOrDefault("id", ""));
    var wanted = Wanted.only(id, range);
    var found = new ArrayList<>(issues.find(request, wanted));
    found.addAll(ofFleet(request, wanted));
    if (found.isEmpty()) {
      throw new AppException(
          ErrorCode.NOT_FOUND, "no findings of issue %s in this range".formatted(id.hex()));
    }
    return found.getFirst();
  }
}
