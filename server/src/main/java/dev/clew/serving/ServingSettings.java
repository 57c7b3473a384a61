// SPDX-License-Identifier: Apache-2.0
package dev.clew.serving;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clew.admin.Metadata;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What a project sets for its model servers. Kept in memory: every run asks.
final class ServingSettings {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_MAPPINGS = 1_000;

  private final Metadata metadata;
  private final Map<String, Setting> projects = new ConcurrentHashMap<>();

  /// @param mappings endpoint as calls name it to instance as metrics name it
  /// @param gpuHourUsd what an hour of one GPU costs; `null` when nobody said
  /// @param classes from whom how much is expected, the default classes of latency.md §5.5 unless
  ///   the project sets its own
  record Setting(
      Map<String, String> mappings, @Nullable Double gpuHourUsd, List<SloClass> classes) {

    static final Setting DEFAULT =
        new Setting(
            Map.of(),
            null,
            List.of(
                new SloClass("chat", 1_500, 60),
                new SloClass("coding agent", 3_000, 40),
                new SloClass("background", Double.POSITIVE_INFINITY, 200)));

    Setting {
      mappings = Map.copyOf(mappings);
      classes = List.copyOf(classes);
    }
  }

  /// @param ttftMs infinite: it does not matter
  record SloClass(String name, double ttftMs, double tpotMs) {}

  ServingSettings(Metadata metadata) {
    this.metadata = metadata;
  }

  Setting of(String project) {
    return projects.computeIfAbsent(
        project,
        id ->
            metadata
                .query(
                    "SELECT setting FROM serving_settings WHERE project = ?",
                    row -> parse(row.text(1)),
                    id)
                .stream()
                .findFirst()
                .orElse(Setting.DEFAULT));
  }

  private static Setting parse(String text) {
    try {
      return read(JSON.readTree(text));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("serving_settings: not JSON", e);
    }
  }

  /// @param json `{mappings: {endpoint: instance}, gpu_hour_usd, classes: [{name, ttft_ms,
  ///   tpot_ms}]}`; what is missing is as without a setting
  /// @throws AppException INVALID with the field that is wrong
  static Setting read(JsonNode json) {
    var mappings = new LinkedHashMap<String, String>();
    for (var mapping : json.path("mappings").properties()) {
      if (!mapping.getValue().isTextual() || mapping.getValue().asText().isEmpty()) {
        throw wrong("mappings." + mapping.getKey(), "an instance, as metrics name it");
      }
      mappings.put(mapping.getKey().toLowerCase(Locale.ROOT), mapping.getValue().asText());
    }
    if (mappings.size() > MAX_MAPPINGS) {
      throw wrong("mappings", "at most " + MAX_MAPPINGS);
    }
    var hour = json.path("gpu_hour_usd");
    if (!hour.isMissingNode() && !hour.isNull() && !(hour.isNumber() && hour.asDouble() >= 0)) {
      throw wrong("gpu_hour_usd", "US dollars, 0 or more");
    }
    var classes = json.path("classes");
    return new Setting(
        mappings,
        hour.isNumber() ? (Double) hour.asDouble() : null,
        classes.isArray() && !classes.isEmpty() ? classes(classes) : Setting.DEFAULT.classes());
  }

  private static List<SloClass> classes(JsonNode json) {
    var classes = new LinkedHashMap<String, SloClass>();
    for (var one : json) {
      var name = one.path("name").asText();
      if (name.isEmpty() || classes.size() == 10) {
        throw wrong("classes", "at most 10, each with a name");
      }
      classes.put(name, new SloClass(name, limit(one, "ttft_ms"), limit(one, "tpot_ms")));
    }
    return List.copyOf(classes.values());
  }

  private static double limit(JsonNode json, String field) {
    var value = json.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return Double.POSITIVE_INFINITY;
    }
    if (!value.isNumber() || value.asDouble() <= 0) {
      throw wrong("classes." + field, "milliseconds, more than 0");
    }
    return value.asDouble();
  }

  private static AppException wrong(String field, String expected) {
    return new AppException(ErrorCode.INVALID, "%s: (expected: %s)".formatted(field, expected));
  }

  void set(String project, JsonNode json) {
    read(json);
    metadata.update(
        "INSERT OR REPLACE INTO serving_settings VALUES (?, ?)", project, json.toString());
    projects.remove(project);
  }
}
