// SPDX-License-Identifier: Apache-2.0
package dev.clew.findings;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.linecorp.armeria.common.HttpMethod;
import dev.clew.findings.Baselines.Who;
import dev.clew.findings.Thresholds.Setting;
import dev.clew.http.Endpoint;
import dev.clew.http.Permission;
import dev.clew.http.Reply;
import dev.clew.http.Request;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Routes for the thresholds of rules.
public final class ThresholdsApi {

  private static final String PATH = "/api/v1/findings/thresholds";
  private static final int MAX_NAME = 200;
  private static final int MAX_POLLING = 100;
  private static final int MAX_AGENTS = 100;
  private static final double MAX_THRESHOLD = 1e12;

  private final ThresholdSettings settings;
  private final Baselines baselines;
  private final Rejudging rejudging;

  public ThresholdsApi(FindingAnalysis analysis, Rejudging rejudging) {
    this.rejudging = rejudging;
    settings = analysis.settings();
    baselines = analysis.baselines();
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
            PATH,
            "The thresholds of every rule, and those that were set or learned for an agent",
            List.of(),
            request -> list(request.project(), null)),
        new Endpoint(
            HttpMethod.PUT,
            PATH,
            Permission.ADMIN,
            "Sets thresholds of a rule, for all agents or one, or the tools that are polled by design; null leaves a figure to the rule. The runs of the last seven days are judged by it again, in the background",
            List.of(),
            this::set),
        Endpoint.get(
            PATH + "/rejudgings",
            "Jobs that judged stored runs by changed thresholds, the latest first",
            List.of(),
            request ->
                Reply.json(
                    json ->
                        Reply.writePojo(json, "rejudgings", rejudging.list(request.project())))),
        new Endpoint(
            HttpMethod.DELETE,
            PATH + "/rejudgings/{id}",
            Permission.ADMIN,
            "Stops a job; what it has judged stays judged",
            List.of(),
            request -> {
              rejudging.cancel(request.project(), request.path().getOrDefault("id", ""));
              return Reply.json(json -> json.writeBooleanField("stopped", true));
            }));
  }

  private Reply list(String project, @Nullable JudgingReceipt job) {
    var thresholds = settings.of(project);
    var learned = baselines.all(project);
    return Reply.json(
        json -> {
          json.writeArrayFieldStart("thresholds");
          for (var rule : Rule.values()) {
            for (var agent : agents(rule, thresholds, learned)) {
              var baseline = learned.getOrDefault(new Who(agent, ""), Baseline.NONE);
              write(json, rule, agent, thresholds.of(rule, agent, baseline), baseline);
            }
          }
          json.writeEndArray();
          Reply.writeField(json, "polling", thresholds.polling().stream().sorted().toList());
          if (job != null) {
            Reply.writePojo(json, "rejudging", job);
          }
        });
  }

  /// All agents together, then those with a threshold of their own.
  private static Set<String> agents(Rule rule, Thresholds thresholds, Map<Who, Baseline> learned) {
    var agents = new LinkedHashSet<String>();
    agents.add("");
    thresholds.settings().keySet().stream()
        .filter(key -> key.rule() == rule)
        .map(Thresholds.Key::agent)
        .sorted()
        .forEach(agents::add);
    if (isLearned(rule)) {
      learned.entrySet().stream()
          .filter(one -> !one.getKey().agent().isEmpty())
          .sorted(
              Comparator.comparingLong((Map.Entry<Who, Baseline> one) -> one.getValue().runs())
                  .reversed())
          .limit(MAX_AGENTS)
          .forEach(one -> agents.add(one.getKey().agent()));
    }
    return agents;
  }

  private static boolean isLearned(Rule rule) {
    return p95(rule, Baseline.NONE) != null;
  }

  /// What is usual, of the figure that the rule compares; `null` when it compares nothing usual.
  private static @Nullable Double p95(Rule rule, Baseline baseline) {
    return switch (rule) {
      case FAN_OUT -> (Double) baseline.p95Calls();
      case TOOL_FAN_OUT -> (Double) baseline.p95ToolCalls();
      case COST_OF_RUN, EXPENSIVE_FAILURE -> (Double) baseline.p95Cost();
      case INPUT_OUTPUT,
          GROWTH,
          AMPLIFICATION,
          OVERSIZE_RESULT,
          RESENT_RESULTS,
          HEAVY_DEFINITIONS,
          UNUSED_DEFINITIONS,
          IDENTICAL_CALLS,
          ERROR_RETRY,
          PING_PONG,
          CACHE_COLLAPSE,
          CONTEXT_PRESSURE,
          COPIED_CONTEXT,
          REASONING_SHARE,
          NO_PROGRESS,
          HOLE,
          DOUBLE_PAY,
          TOOL_VALUE ->
          null;
    };
  }

  private static void write(
      JsonGenerator json, Rule rule, String agent, Threshold threshold, Baseline baseline)
      throws IOException {
    var usual = rule.threshold();
    json.writeStartObject();
    json.writeStringField("rule", rule.id());
    json.writeStringField("name", rule.label());
    Reply.writeField(json, "agent", Issue.orNull(agent));
    json.writeNumberField("warning", threshold.warning());
    Reply.writeField(json, "critical", threshold.hasCritical() ? threshold.critical() : null);
    json.writeBooleanField("enabled", threshold.isEnabled());
    json.writeNumberField("default_warning", usual.warning());
    Reply.writeField(json, "default_critical", usual.hasCritical() ? usual.critical() : null);
    json.writeStringField("unit", rule.unit().label());
    var p95 = p95(rule, baseline);
    if (p95 == null || !baseline.isLearned()) {
      json.writeNullField("learned");
    } else {
      json.writeObjectFieldStart("learned");
      Reply.writeField(json, "p95", p95);
      if (rule == Rule.COST_OF_RUN) {
        Reply.writeField(json, "median", baseline.medianCost());
      }
      json.writeNumberField("runs", baseline.runs());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private Reply set(Request request) {
    var body = request.json();
    if (body.has("polling")) {
      settings.setPolling(request.project(), polling(body.path("polling")));
    } else {
      setThreshold(request.project(), body);
    }
    return list(request.project(), rejudging.begin(request.project()));
  }

  private void setThreshold(String project, JsonNode body) {
    var rule = Rule.find(body.path("rule").asText(""));
    if (rule == null) {
      throw new AppException(
          ErrorCode.INVALID,
          "rule: %s (expected: BH-01 to BH-22)".formatted(body.path("rule").asText("")));
    }
    var agent = body.path("agent").isNull() ? "" : name("agent", body.path("agent").asText(""));
    var key = new Thresholds.Key(rule, agent);
    var thresholds = settings.of(project);
    var known = thresholds.settings().getOrDefault(key, Setting.NOTHING);
    var setting =
        new Setting(
            number(body, "warning", known.warning()),
            number(body, "critical", known.critical()),
            flag(body, known.isEnabled()));
    var effective = setting.over(thresholds.of(rule, "", Baseline.NONE));
    boolean isOrdered =
        switch (effective.side()) {
          case ABOVE, FROM -> effective.warning() <= effective.critical();
          case BELOW -> effective.warning() >= effective.critical();
        };
    if (!isOrdered) {
      throw new AppException(
          ErrorCode.INVALID,
          "critical: %s (expected: not milder than warning, which is %s)"
              .formatted(effective.critical(), effective.warning()));
    }
    settings.set(project, key, setting);
  }

  private static @Nullable Double number(JsonNode body, String field, @Nullable Double known) {
    if (!body.has(field)) {
      return known;
    }
    var value = body.path(field);
    if (value.isNull()) {
      return null;
    }
    if (!value.isNumber() || !(value.asDouble() >= 0 && value.asDouble() <= MAX_THRESHOLD)) {
      throw new AppException(
          ErrorCode.INVALID, "%s: %s (expected: a number from 0)".formatted(field, value));
    }
    return value.asDouble();
  }

  private static @Nullable Boolean flag(JsonNode body, @Nullable Boolean known) {
    if (!body.has("enabled")) {
      return known;
    }
    var value = body.path("enabled");
    if (value.isNull()) {
      return null;
    }
    if (!value.isBoolean()) {
      throw new AppException(
          ErrorCode.INVALID, "enabled: %s (expected: true or false)".formatted(value));
    }
    return value.asBoolean();
  }

  private static List<String> polling(JsonNode tools) {
    if (!tools.isArray() || tools.size() > MAX_POLLING) {
      throw new AppException(
          ErrorCode.INVALID,
          "polling: (expected: at most %d names of tools)".formatted(MAX_POLLING));
    }
    var names = new ArrayList<String>();
    tools.forEach(tool -> names.add(name("polling", tool.asText(""))));
    names.removeIf(String::isEmpty);
    return names;
  }

  private static String name(String field, String name) {
    if (name.length() > MAX_NAME) {
      throw new AppException(
          ErrorCode.INVALID,
          "%s: %d characters (expected: at most %d)".formatted(field, name.length(), MAX_NAME));
    }
    return name;
  }
}
