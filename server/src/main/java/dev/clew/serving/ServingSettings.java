// SPDX-License-Identifier: Apache-2.0
package dev.clew.serving;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clew.admin.Metadata;
import dev.clew.http.Input;
import dev.clew.model.AppException;
import dev.clew.serving.Fleet.Member;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What a project sets for its model servers. Kept in memory: every run asks.
final class ServingSettings {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_ENTRIES = 1_000;
  private static final int MAX_CLASSES = 10;
  private static final int MAX_NAME = 60;
  private static final double MAX_USD = 1e6;

  private final Metadata metadata;
  private final Map<String, Setting> projects = new ConcurrentHashMap<>();

  /// @param mappings endpoint as calls name it to instance as metrics name it
  /// @param gpuHourUsd what an hour of one GPU costs; `null` when nobody said
  /// @param gpuPrices of kinds of GPU, as metrics name them, that cost something else
  /// @param classes from whom how much is expected, the default classes of latency.md §5.5 unless
  ///   the project sets its own
  record Setting(
      Map<String, String> mappings,
      @Nullable Double gpuHourUsd,
      Map<String, Double> gpuPrices,
      List<SloClass> classes) {

    static final Setting DEFAULT =
        new Setting(
            Map.of(),
            null,
            Map.of(),
            List.of(
                new SloClass("chat", 1_500, 60),
                new SloClass("coding agent", 3_000, 40),
                new SloClass("background", Double.POSITIVE_INFINITY, 200)));

    Setting {
      mappings = Map.copyOf(mappings);
      gpuPrices = Map.copyOf(gpuPrices);
      classes = List.copyOf(classes);
    }

    /// What an hour of `gpu` costs; NaN when nobody said.
    double hourUsd(Member gpu) {
      for (var kind : gpu.models()) {
        var price = gpuPrices.get(kind);
        if (price != null) {
          return price;
        }
      }
      return gpuHourUsd == null ? Double.NaN : gpuHourUsd;
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

  /// @param json `{mappings: {endpoint: instance}, gpu_hour_usd, gpu_prices: {kind: usd}, classes:
  ///   [{name, ttft_ms, tpot_ms}]}`; what is missing is as without a setting
  /// @throws AppException INVALID with the field that is wrong
  static Setting read(JsonNode json) {
    var input = Input.of(json, "mappings", "gpu_hour_usd", "gpu_prices", "classes");
    var classes = json.path("classes");
    if (!isAbsent(classes) && !classes.isArray()) {
      throw input.invalid("classes", classes.toString(), "a list");
    }
    return new Setting(
        mappings(input, json.path("mappings")),
        input.has("gpu_hour_usd") ? (Double) input.number("gpu_hour_usd", 0, MAX_USD) : null,
        gpuPrices(input, json.path("gpu_prices")),
        classes.isEmpty() ? Setting.DEFAULT.classes() : classes(input, classes));
  }

  private static boolean isAbsent(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }

  private static Map<String, String> mappings(Input input, JsonNode json) {
    var mappings = new LinkedHashMap<String, String>();
    for (var mapping : entries(input, "mappings", json)) {
      var instance = mapping.getValue();
      var endpoint = mapping.getKey().strip().toLowerCase(Locale.ROOT);
      if (!instance.isTextual() || instance.asText().isBlank()) {
        throw input.invalid(
            "mappings." + endpoint, instance.asText(), "an instance, as metrics name it");
      }
      if (endpoint.isEmpty() || mappings.containsKey(endpoint)) {
        throw input.invalid("mappings", endpoint, "each endpoint once, such as llm.internal:8000");
      }
      mappings.put(endpoint, instance.asText().strip());
    }
    return mappings;
  }

  private static Map<String, Double> gpuPrices(Input input, JsonNode json) {
    var prices = new LinkedHashMap<String, Double>();
    for (var price : entries(input, "gpu_prices", json)) {
      double usd = price.getValue().isNumber() ? price.getValue().asDouble() : Double.NaN;
      if (!(usd >= 0 && usd <= MAX_USD)) {
        throw input.invalid(
            "gpu_prices." + price.getKey(), price.getValue().asText(), "US dollars, 0 or more");
      }
      prices.put(price.getKey().strip(), usd);
    }
    return prices;
  }

  private static Set<Map.Entry<String, JsonNode>> entries(
      Input input, String field, JsonNode json) {
    if (!isAbsent(json) && !json.isObject()) {
      throw input.invalid(field, json.toString(), "an object");
    }
    if (json.size() > MAX_ENTRIES) {
      throw input.invalid(field, json.size() + " entries", "at most " + MAX_ENTRIES);
    }
    return json.properties();
  }

  private static List<SloClass> classes(Input input, JsonNode json) {
    var classes = new LinkedHashMap<String, SloClass>();
    for (var one : json) {
      var name = one.path("name").asText().strip();
      if (name.isEmpty() || name.length() > MAX_NAME) {
        throw input.invalid("classes", name, "each with a name of 1 to 60 characters");
      }
      var known =
          classes.put(
              name, new SloClass(name, limit(input, one, "ttft_ms"), limit(input, one, "tpot_ms")));
      if (known != null) {
        throw input.invalid("classes", name, "each name once");
      }
    }
    if (classes.size() > MAX_CLASSES) {
      throw input.invalid("classes", classes.size() + " classes", "at most " + MAX_CLASSES);
    }
    return List.copyOf(classes.values());
  }

  private static double limit(Input input, JsonNode one, String field) {
    var value = one.path(field);
    if (isAbsent(value)) {
      return Double.POSITIVE_INFINITY;
    }
    if (!value.isNumber() || !(value.asDouble() > 0)) {
      throw input.invalid(
          "classes." + one.path("name").asText() + "." + field,
          value.asText(),
          "milliseconds, more than 0, or nothing when it does not matter");
    }
    return value.asDouble();
  }

  void set(String project, JsonNode json) {
    read(json);
    metadata.update(
        "INSERT OR REPLACE INTO serving_settings VALUES (?, ?)", project, json.toString());
    projects.remove(project);
  }
}
