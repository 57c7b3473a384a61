// SPDX-License-Identifier: Apache-2.0
package dev.clew.accesslogs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.accesslogs.Reading.Recognised;
import dev.clew.accesslogs.Reading.Unrecognised;
import dev.clew.model.Attributes;
import dev.clew.model.Layer;
import dev.clew.model.RawBatch;
import dev.clew.model.Resource;
import dev.clew.model.TraceId;
import dev.clew.model.Value;
import dev.clew.semconv.Conventions;
import dev.clew.testkit.GoldenFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AccessLogsTest {

  private static final Resource RESOURCE =
      new Resource(Attributes.of("service.name", Value.of("gateway")), "");

  /// The line, what was read from it, and the span it makes. To be read by eye.
  @ParameterizedTest
  @EnumSource(Gateway.class)
  void readsLinesAsTheirGatewayMeantThem(Gateway gateway) {
    var out = new StringBuilder();
    for (var line : lines(gateway)) {
      out.append(describe(AccessLogs.read(line, null), line)).append('\n');
    }
    GoldenFile.of("accesslogs/" + gateway.label() + ".txt").matches(out.toString());
  }

  @ParameterizedTest
  @EnumSource(Gateway.class)
  void findsOutWhichGatewayWroteALine(Gateway gateway) {
    for (var line : lines(gateway)) {
      assertThat(AccessLogs.read(line, null)).isEqualTo(AccessLogs.read(line, gateway));
    }
  }

  @Test
  void leavesTheLogsOfApplicationsAlone() {
    for (var line :
        List.of(
            "{\"level\":\"info\",\"msg\":\"started\",\"status\":\"ok\"}",
            "{\"time\":\"2026-11-20T10:00:00Z\",\"request\":{\"id\":1},\"status\":200}",
            "{\"model\":\"gpt-4o\",\"input_tokens\":10}",
            "{}")) {
      assertThat(AccessLogs.read(line, null)).isInstanceOf(Unrecognised.class);
    }
    assertThat(AccessLogs.read("10.0.0.1 - - \"GET / HTTP/1.1\" 200", null))
        .isEqualTo(new Unrecognised("not a JSON object"));
  }

  @Test
  void sameLineMakesTheSameSpan() {
    var line = lines(Gateway.NGINX).getFirst();
    var request = ((Recognised) AccessLogs.read(line, null)).request();
    var first = GatewaySpan.of(request, new TraceId(1, 2), line, RESOURCE);
    assertThat(GatewaySpan.of(request, new TraceId(1, 2), line, RESOURCE)).isEqualTo(first);
    assertThat(GatewaySpan.idOf(line)).isEqualTo(first.ids().spanId());
  }

  @Test
  void survivesDamagedLines() {
    var random = new Random(5);
    for (var gateway : Gateway.values()) {
      for (var line : lines(gateway)) {
        for (int i = 0; i < 400; i++) {
          var damaged = damage(line, random);
          describe(AccessLogs.read(damaged, gateway), damaged);
          AccessLogs.read(damaged, null);
        }
      }
    }
  }

  private static String damage(String line, Random random) {
    var text = new StringBuilder(line);
    for (int n = 1 + random.nextInt(3); n > 0 && !text.isEmpty(); n--) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(4)) {
        case 0 -> text.setLength(at);
        case 1 -> text.deleteCharAt(at);
        case 2 -> text.setCharAt(at, "\"{}[]:,-0\\é\0".charAt(random.nextInt(12)));
        default ->
            text.insert(
                at, List.of("null", "[]", "{}", "-", "1e99", "\\u0000").get(random.nextInt(6)));
      }
    }
    return text.toString();
  }

  private static String describe(Reading reading, String line) {
    return switch (reading) {
      case Unrecognised(var reason) -> "unrecognised: " + reason + "\n";
      case Recognised(var request) -> {
        var out = new StringBuilder();
        out.append(request.gateway().label()).append(" start ").append(request.startNs());
        out.append(" duration ").append(request.durationNs()).append(' ').append(request.ids());
        out.append('\n');
        var traceId = request.ids().traceId();
        var raw =
            GatewaySpan.of(request, traceId == null ? new TraceId(0, 1) : traceId, line, RESOURCE);
        var span =
            new Conventions()
                .apply(new RawBatch("p", List.of(raw), List.of(), 0, 1))
                .spans()
                .getFirst();
        assertThat(span.layer()).isIn(Layer.API_GATEWAY, Layer.AI_GATEWAY);
        out.append("  ").append(raw.name()).append(' ').append(raw.status()).append('\n');
        out.append("  ").append(span.layer()).append(' ').append(span.op()).append(' ');
        out.append(span.call()).append(' ').append(span.usage()).append('\n');
        out.append("  ").append(span.identity()).append(' ').append(span.errorType()).append('\n');
        out.append("  ")
            .append(span.content().input())
            .append(span.content().output())
            .append('\n');
        for (var attribute : raw.attributes()) {
          out.append("    ")
              .append(attribute.key())
              .append(" = ")
              .append(attribute.value())
              .append('\n');
        }
        yield out.toString();
      }
    };
  }

  static List<String> lines(Gateway gateway) {
    try {
      return Files.readAllLines(GoldenFile.of("accesslogs/" + gateway.label() + ".jsonl").path());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
