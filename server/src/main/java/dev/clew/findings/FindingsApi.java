// SPDX-License-Identifier: Apache-2.0
package dev.clew.findings;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.clew.engine.Row;
import dev.clew.engine.Statement;
import dev.clew.findings.IssueState.Status;
import dev.clew.findings.Issues.Wanted;
import dev.clew.http.Endpoint;
import dev.clew.http.Endpoint.Parameter;
import dev.clew.http.Reply;
import dev.clew.http.Request;
import dev.clew.http.Store;
import dev.clew.http.Summaries;
import dev.clew.http.TimeRange;
import dev.clew.ledger.LedgerAnalysis;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import dev.clew.model.Filter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Routes for what rules found: in a trace, and as issues over many.
public final class FindingsApi {

  private static final String PATH = "/api/v1/findings";
  private static final int MAX_ISSUES = 500;
  private static final int MAX_RUNS = 100;
  private static final int MAX_NOTE = 2_000;

  /// How far back an issue is looked for when the request does not say.
  private static final Duration BACK = Duration.ofDays(30);

  private static final List<Parameter> BACK_RANGE =
      List.of(new Parameter("from", "string", "RFC 3339 or now-1h; default now-30d"), Parameter.TO);

  private final Store store;
  private final LedgerAnalysis ledgers;
  private final FindingAnalysis analysis;
  private final Issues issues;
  private final ToolValue toolValue;

  public FindingsApi(
      Store store, LedgerAnalysis ledgers, FindingAnalysis analysis, InstantSource clock) {
    this.store = store;
    this.ledgers = ledgers;
    this.analysis = analysis;
    issues = new Issues(store, analysis.states());
    toolValue = new ToolValue(store, clock);
  }

  public List<Endpoint> endpoints() {
    var list = new ArrayList<>(Parameter.SEARCH);
    list.add(
        new Parameter(
            "status",
            "string",
            "one of %s, or all; default open and acknowledged".formatted(Status.labels())));
    list.add(new Parameter("severity", "string", "warning or critical"));
    list.add(new Parameter("rule", "string", "such as BH-06"));
    list.add(new Parameter("sort", "string", "cost (default), tokens, runs or last"));
    list.add(new Parameter("limit", "integer", "1..%d; default 50".formatted(MAX_ISSUES)));
    return List.of(
        Endpoint.get(
            "/api/v1/traces/{trace_id}/findings",
            "What rules found in a trace, the worst first",
            List.of(),
            this::ofTrace),
        Endpoint.get(
            PATH,
            "Issues: what rules found in many runs, with the same to blame; and the rules",
            list,
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

  private Reply ofTrace(Request request) {
    store.refresh(request);
    var trace = request.traceId();
    ledgers.catchUp(request.project(), trace);
    var isThere = new AtomicBoolean();
    store.query(
        store
            .about(
                request,
                "SELECT 1 AS one FROM ${database}.traces WHERE project_id = {project:String} AND trace_id = toFixedString(unhex({trace:String}), 16) LIMIT 1")
            .with("trace", trace.hex()),
        _ -> isThere.set(true));
    if (!isThere.get()) {
      throw new AppException(ErrorCode.NOT_FOUND, "there is no trace " + trace.hex());
    }
    return Reply.json(
        json -> {
          json.writeArrayFieldStart("findings");
          var stats =
              store.query(
                  store
                      .about(
                          request,
                          """
                          WITH toFixedString(unhex({trace:String}), 16) AS wanted,
                            (SELECT (min(first_minute), max(last_minute)) FROM ${database}.traces WHERE project_id = {project:String} AND trace_id = wanted) AS bounds
                          SELECT f_rule, lower(hex(f_issue)) AS issue, f_agent, f_server, f_tool, f_severity, f_title, f_detail, f_spans, f_tokens, f_cost, f_measure FROM (
                            SELECT * FROM ${database}.findings FINAL
                            WHERE project_id = {project:String} AND minute BETWEEN bounds.1 AND bounds.2 AND trace_id = wanted
                          )
                          """
                              + Issues.ROWS)
                      .with("trace", trace.hex()),
                  row -> finding(json, row));
          json.writeEndArray();
          Reply.stats(json, stats);
        });
  }

  private static void finding(JsonGenerator json, Row row) {
    var rule = Rule.find(row.string("f_rule"));
    if (rule == null) {
      return;
    }
    try {
      json.writeStartObject();
      json.writeStringField("rule", rule.id());
      json.writeStringField("name", rule.label());
      said(json, row);
      json.writeStringField("fix", rule.fix());
      Reply.writeField(json, "server", Issue.orNull(row.string("f_server")));
      Reply.writeField(json, "tool", Issue.orNull(row.string("f_tool")));
      Reply.writeField(json, "agent", Issue.orNull(row.string("f_agent")));
      json.writeStringField("issue", row.string("issue"));
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void said(JsonGenerator json, Row row) throws IOException {
    var spans = row.string("f_spans");
    json.writeStringField("severity", row.string("f_severity"));
    json.writeStringField("title", row.string("f_title"));
    json.writeStringField("detail", row.string("f_detail"));
    Reply.writeField(
        json, "span_ids", spans.isEmpty() ? List.of() : Arrays.asList(spans.split(",")));
    json.writeNumberField("tokens", row.number("f_tokens"));
    Reply.writeField(json, "cost_usd", row.real("f_cost"));
    Reply.writeField(json, "measure", row.real("f_measure"));
  }

  private Reply list(Request request) {
    store.refresh(request);
    var wanted =
        new Wanted(
            request.range(),
            request.filter(),
            null,
            rule(request.text("rule")),
            severity(request.text("severity")),
            statuses(request.text("status")),
            order(request.text("sort", "cost")),
            request.number("limit", 50, 1, MAX_ISSUES));
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
          var stats = store.query(runs(request, range, issue.id()), row -> run(json, row));
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

  private static void run(JsonGenerator json, Row row) {
    try {
      json.writeStartObject();
      json.writeStringField("trace_id", row.string("trace"));
      Reply.writeField(json, "name", Issue.orNull(row.string("name")));
      json.writeStringField("start_time", row.string("began"));
      said(json, row);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
    var wanted =
        new Wanted(
            range,
            new Filter.And(List.of()),
            id,
            null,
            null,
            EnumSet.allOf(Status.class),
            Issue.Order.COST,
            1);
    var found = new ArrayList<>(issues.find(request, wanted));
    found.addAll(ofFleet(request, wanted));
    if (found.isEmpty()) {
      throw new AppException(
          ErrorCode.NOT_FOUND, "no findings of issue %s in this range".formatted(id.hex()));
    }
    return found.getFirst();
  }

  private static @Nullable Rule rule(@Nullable String id) {
    if (id == null) {
      return null;
    }
    var rule = Rule.find(id);
    if (rule == null) {
      throw new AppException(
          ErrorCode.INVALID, "rule: %s (expected: BH-01 to BH-22)".formatted(id));
    }
    return rule;
  }

  private static @Nullable Severity severity(@Nullable String label) {
    return switch (label) {
      case null -> null;
      case "warning" -> Severity.WARNING;
      case "critical" -> Severity.CRITICAL;
      default ->
          throw new AppException(
              ErrorCode.INVALID, "severity: %s (expected: warning or critical)".formatted(label));
    };
  }

  private static EnumSet<Status> statuses(@Nullable String label) {
    return switch (label) {
      case null -> EnumSet.of(Status.OPEN, Status.ACKNOWLEDGED);
      case "all" -> EnumSet.allOf(Status.class);
      default -> EnumSet.of(Status.parse(label));
    };
  }

  private static Issue.Order order(String label) {
    return Arrays.stream(Issue.Order.values())
        .filter(order -> order.name().toLowerCase(Locale.ROOT).equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new AppException(
                    ErrorCode.INVALID,
                    "sort: %s (expected: cost, tokens, runs or last)".formatted(label)));
  }
}
