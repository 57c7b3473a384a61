// SPDX-License-Identifier: Apache-2.0
package dev.clew.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Puts the settings together: defaults, then the file, then the environment, then the command
/// line. Anything wrong is reported together with everything else that is wrong.
public final class ConfigLoader {

  private static final List<Setting> SETTINGS =
      List.of(
          new Setting("data-dir", ".clew", "Folder that holds everything; one server at a time."),
          new Setting(
              "bind",
              "127.0.0.1",
              "Address of all ports. Any other than loopback requires keys for reading and"
                  + " writing."),
          new Setting(
              "http-port", "2539", "UI and API; takes OTLP/HTTP as well. 0 = any free port."),
          new Setting("otlp-http-port", "4318", "OTLP/HTTP. 0 = any free port."),
          new Setting("otlp-grpc-port", "4317", "OTLP/gRPC. 0 = any free port."),
          new Setting(
              "allowed-hosts",
              "",
              "Further Host headers to accept, separated by commas; guards against DNS rebinding."),
          new Setting(
              "ingest.max-request-bytes",
              "67108864",
              "Largest export request, before and after decompression."),
          new Setting(
              "ingest.max-backlog-bytes",
              "",
              "Requests held in memory before senders are asked to wait; default: a sixth of the"
                  + " heap."),
          new Setting(
              "ingest.max-series",
              "1000000",
              "Active metric series of a project (seen within the last hour); points of further"
                  + " ones are rejected."),
          new Setting(
              "analysis.quiet-after",
              "5s",
              "A trace whose root has ended is complete when nothing came for this long."),
          new Setting(
              "analysis.quiet-without-root",
              "60s",
              "A trace whose root never came is complete when nothing came for this long."),
          new Setting(
              "public-url",
              "",
              "Address of the web UI as people reach it, for links in notifications; default:"
                  + " http://localhost and the HTTP port."),
          new Setting(
              "alerts.private-targets",
              "",
              "Whether notifications may go to private networks; default: yes when bound to"
                  + " loopback, else no."),
          new Setting(
              "alerts.ca-file",
              "",
              "Certificates in PEM that mail servers and webhooks are trusted by, besides those"
                  + " that the JVM trusts."),
          new Setting(
              "browser.origins",
              "",
              "Origins whose pages may send telemetry (CORS), separated by commas:"
                  + " https://shop.example, https://*.shop.example, or *."),
          new Setting(
              "browser.requests-per-second",
              "200",
              "Requests that each public key may send, twice as many at once; the rest is told to"
                  + " wait (429)."),
          new Setting(
              "engine.memory-bytes",
              "",
              "Ceiling of ClickHouse's memory; default: a third of the machine, 1 to 16 GiB."),
          new Setting("engine.library", "", "libchdb; the launcher sets it."),
          new Setting("web-dir", "", "Files of the web UI; the launcher sets it."));

  private static final String LISTS =
      """

      ## Scraping

      `scrape` is a list in the file alone: jobs whose targets are asked for Prometheus metrics (text format 0.0.4 or OpenMetrics).

      ```yaml
      scrape:
        - job: vllm                 # required; becomes the service
          targets: ["localhost:8000"]
          interval: 15s             # at least 1s
          timeout: 10s              # at most the interval
          scheme: http
          path: /metrics
          project: default
          labels: {env: prod}
          files: ["targets/*.yaml"] # lists of {targets, labels}, YAML or JSON, read again every 15s; relative to this file
          relabel:                  # as in Prometheus: keep, drop, replace over labels, __address__, __scheme__, __metrics_path__
            - {action: drop, source-labels: [env], regex: test}
            - {source-labels: [__address__], regex: "(.*):.*", target-label: host, replacement: "$1"}
      ```

      Each target also has `up`, `scrape_duration_seconds` and `scrape_samples_scraped`; its last error is under Settings and in `GET /api/v1/scrape`.

      ## Forwarding

      `forward` is a list in the file alone: where a copy of everything that arrives over OTLP is sent ([forwarding.md](forwarding.md)).

      ```yaml
      forward:
        - name: tempo                              # required
          endpoint: "https://otlp.example:4318"    # required; /v1/traces and its like are added
          signals: [traces, logs]                  # default: traces, metrics, logs
          projects: [default]                      # default: all
          headers: {authorization: "Bearer token"}
          match: {deployment.environment.name: prod} # attributes of the record or its resource; all must be there
          compression: gzip                        # or none
          queue-bytes: 268435456                   # on disk; beyond it the oldest is dropped and counted
          timeout: 10s
      ```
      """;

  private final List<String> errors = new ArrayList<>();
  private List<ScrapeJob> scrape = List.of();
  private List<ForwardTarget> forward = List.of();
  private final Map<String, String> values = new LinkedHashMap<>();

  private ConfigLoader() {}

  /// @param file `null` when there is none
  /// @param commandLine settings given there, by key; they win
  /// @throws ConfigException listing every error
  public static Config load(
      @Nullable Path file, Map<String, String> environment, Map<String, String> commandLine) {
    var loader = new ConfigLoader();
    SETTINGS.forEach(setting -> loader.values.put(setting.key(), setting.defaultValue()));
    if (file != null) {
      loader.readFile(file);
    }
    for (var setting : SETTINGS) {
      var value = environment.get(setting.environmentVariable());
      if (value != null) {
        loader.values.put(setting.key(), value);
      }
    }
    loader.values.putAll(commandLine);
    var config = loader.config();
    if (!loader.errors.isEmpty()) {
      throw new ConfigException(loader.errors);
    }
    return config;
  }

  /// `docs/configuration.md`.
  public static String documentation() {
    var text = new StringBuilder("# Configuration\n\n");
    text.append(
        """
        Settings come from `clew.yaml` (`--config FILE`), then environment variables, then the command line; later ones win. An unknown key stops the start.
        Durations are written `250ms`, `5s`, `2m` or `1h`.

        | key | environment variable | default | meaning |
        |---|---|---|---|
        """);
    for (var setting : SETTINGS) {
      text.append(
          "| `%s` | `%s` | %s | %s |\n"
              .formatted(
                  setting.key(),
                  setting.environmentVariable(),
                  setting.defaultValue().isEmpty() ? "" : "`" + setting.defaultValue() + "`",
                  setting.description()));
    }
    return text.append(LISTS).toString();
  }

  private void readFile(Path file) {
    try {
      var root = new YAMLMapper().readTree(Files.readString(file));
      if (root instanceof ObjectNode settings && settings.has("forward")) {
        forward = new ForwardReader(errors).read(settings.remove("forward"));
      }
      if (root instanceof ObjectNode settings && settings.has("scrape")) {
        var folder = file.toAbsolutePath().getParent();
        scrape =
            new ScrapeReader(folder == null ? file : folder, errors)
                .read(settings.remove("scrape"));
      }
      flatten("", root);
    } catch (JsonProcessingException e) {
      errors.add(
          "%s, line %d: %s"
              .formatted(
                  file,
                  e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                  e.getOriginalMessage()));
    } catch (IOException e) {
      errors.add("%s cannot be read: %s".formatted(file, e.getMessage()));
    }
  }

  private void flatten(String prefix, JsonNode node) {
    if (node.isObject()) {
      for (var field : node.properties()) {
        flatten(
            prefix.isEmpty() ? field.getKey() : prefix + "." + field.getKey(), field.getValue());
      }
    } else if (values.containsKey(prefix)) {
      values.put(prefix, node.asText());
    } else if (!prefix.isEmpty()) {
      errors.add("unknown setting '%s'%s".formatted(prefix, suggestion(prefix)));
    }
  }

  private String suggestion(String wrong) {
    var letters = wrong.replaceAll("[^a-z]", "");
    return values.keySet().stream()
        .filter(
            key -> {
              var known = key.replaceAll("[^a-z]", "");
              return known.equals(letters)
                  || known.endsWith(letters)
                  || letters.endsWith(known)
                  || (letters.length() > 3 && known.startsWith(letters.substring(0, 4)));
            })
        .findFirst()
        .map(key -> "; did you mean '" + key + "'?")
        .orElse(" (expected: one of " + String.join(", ", values.keySet()) + ")");
  }

  private Config config() {
    var heap = Runtime.getRuntime().maxMemory();
    var listen =
        new Config.Listen(
            text("bind"),
            port("http-port"),
            port("otlp-http-port"),
            port("otlp-grpc-port"),
            list("allowed-hosts"));
    return new Config(
        Path.of(text("data-dir")).toAbsolutePath().normalize(),
        listen,
        new Config.Ingest(
            number("ingest.max-request-bytes", 0, 1024, 1L << 30),
            number("ingest.max-backlog-bytes", heap / 6, 1 << 20, 1L << 40),
            (int) number("ingest.max-series", 0, 1, 100_000_000)),
        new Config.Analysis(
            duration("analysis.quiet-after"), duration("analysis.quiet-without-root")),
        new Config.Engine(
            number("engine.memory-bytes", 0, 0, 1L << 44), Path.of(text("engine.library"))),
        Path.of(text("web-dir")),
        new Config.Browser(
            list("browser.origins"), (int) number("browser.requests-per-second", 0, 1, 1_000_000)),
        new Config.Alerts(
            publicUrl(),
            flag("alerts.private-targets", listen.isLoopback()),
            read("alerts.ca-file", List.of(), "a file with certificates in PEM", Pem::read)),
        scrape,
        forward);
  }

  private String publicUrl() {
    return read(
        "public-url",
        "",
        "such as https://clew.example",
        value ->
            value.matches("https?://[^\\s/?#]+(/[^\\s?#]*)?") ? value.replaceAll("/+$", "") : null);
  }

  private boolean flag(String key, boolean whenEmpty) {
    return read(
        key,
        whenEmpty,
        "true or false",
        value ->
            switch (value) {
              case "true" -> true;
              case "false" -> false;
              default -> null;
            });
  }

  private List<String> list(String key) {
    return Arrays.stream(text(key).split(","))
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .toList();
  }

  private String text(String key) {
    return values.getOrDefault(key, "");
  }

  private int port(String key) {
    return (int) number(key, 0, 0, 65_535);
  }

  private long number(String key, long whenEmpty, long min, long max) {
    return read(
        key,
        whenEmpty,
        "a whole number, " + min + ".." + max,
        value -> {
          long number = Long.parseLong(value.replace("_", ""));
          return number < min || number > max ? null : number;
        });
  }

  private Duration duration(String key) {
    return read(
        key,
        Duration.ZERO,
        "a duration such as 250ms, 5s, 2m or 1h",
        value ->
            value.endsWith("ms")
                ? Duration.ofMillis(Long.parseLong(value.substring(0, value.length() - 2)))
                : Duration.parse("PT" + value));
  }

  private <T> T read(
      String key, T whenEmpty, String expected, Function<String, @Nullable T> parse) {
    var value = text(key);
    if (value.isEmpty()) {
      return whenEmpty;
    }
    try {
      var parsed = parse.apply(value);
      if (parsed != null) {
        return parsed;
      }
    } catch (IllegalArgumentException | DateTimeException _) {
      // Falls through to the same message.
    }
    errors.add("%s: %s (expected: %s)".formatted(key, value, expected));
    return whenEmpty;
  }
}
