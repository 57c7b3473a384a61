// SPDX-License-Identifier: Apache-2.0
package dev.clew.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the list `forward` of the configuration file.
final class ForwardReader {

  private static final Set<String> KEYS =
      Set.of(
          "name",
          "endpoint",
          "signals",
          "projects",
          "headers",
          "match",
          "compression",
          "queue-bytes",
          "timeout");
  private static final Set<String> RESERVED =
      Set.of("connection", "content-length", "expect", "host", "upgrade");
  private static final List<String> SIGNALS = List.of("traces", "metrics", "logs");
  private static final long QUEUE_BYTES = 256L << 20;
  private static final long LEAST_QUEUE_BYTES = 1L << 20;

  private final List<String> errors;

  ForwardReader(List<String> errors) {
    this.errors = errors;
  }

  List<ForwardTarget> read(JsonNode list) {
    var targets = new ArrayList<ForwardTarget>();
    if (!list.isArray()) {
      errors.add("forward: (expected: a list of targets)");
    }
    var names = new HashSet<String>();
    for (int i = 0; list.isArray() && i < list.size(); i++) {
      var place = "forward[" + i + "]";
      var target = target(list.get(i), place);
      if (target != null && !names.add(target.name())) {
        errors.add(place + ".name: " + target.name() + " stands twice");
      }
      if (target != null) {
        targets.add(target);
      }
    }
    return targets;
  }

  private @Nullable ForwardTarget target(JsonNode node, String place) {
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!KEYS.contains(name)) {
                errors.add(
                    "unknown setting '%s.%s' (expected: one of %s)"
                        .formatted(place, name, KEYS.stream().sorted().toList()));
              }
            });
    var name = node.path("name").asText();
    if (!name.matches("[a-z0-9][a-z0-9-]{0,62}")) {
      errors.add("%s.name: %s (expected: lower-case letters, digits and -)".formatted(place, name));
    }
    var endpoint = endpoint(node.path("endpoint").asText(), place);
    var signals = ScrapeReader.texts(node.path("signals"));
    if (!SIGNALS.containsAll(signals)) {
      errors.add("%s.signals: %s (expected: some of %s)".formatted(place, signals, SIGNALS));
    }
    var compression = node.path("compression").asText("gzip");
    if (!compression.equals("gzip") && !compression.equals("none")) {
      errors.add("%s.compression: %s (expected: gzip or none)".formatted(place, compression));
    }
    long queueBytes = node.path("queue-bytes").asLong(QUEUE_BYTES);
    if (queueBytes < LEAST_QUEUE_BYTES) {
      errors.add(
          "%s.queue-bytes: %s (expected: at least %d)"
              .formatted(place, node.path("queue-bytes").asText(), LEAST_QUEUE_BYTES));
    }
    for (var header : ScrapeReader.labels(node.path("headers")).entrySet()) {
      if (!header.getKey().matches("[A-Za-z0-9-]+")
          || RESERVED.contains(header.getKey().toLowerCase(Locale.ROOT))
          || !header.getValue().matches("[\\x20-\\x7e]*")) {
        errors.add("%s.headers.%s: cannot be set".formatted(place, header.getKey()));
      }
    }
    var timeout = timeout(node.path("timeout").asText("10s"), place);
    return endpoint == null
        ? null
        : new ForwardTarget(
            name,
            endpoint,
            signals.isEmpty() ? SIGNALS : signals,
            ScrapeReader.texts(node.path("projects")),
            ScrapeReader.labels(node.path("headers")),
            ScrapeReader.labels(node.path("match")),
            compression.equals("gzip"),
            queueBytes,
            timeout);
  }

  private @Nullable URI endpoint(String text, String place) {
    try {
      var uri = new URI(text);
      if (uri.getHost() != null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
        return uri;
      }
    } catch (URISyntaxException _) {
      // Falls through to the same message.
    }
    errors.add(
        "%s.endpoint: %s (expected: such as https://otlp.example:4318)".formatted(place, text));
    return null;
  }

  private Duration timeout(String text, String place) {
    try {
      var timeout = Duration.parse("PT" + text);
      if (timeout.isPositive()) {
        return timeout;
      }
    } catch (DateTimeException _) {
      // Falls through to the same message.
    }
    errors.add("%s.timeout: %s (expected: such as 10s)".formatted(place, text));
    return Duration.ofSeconds(10);
  }
}
