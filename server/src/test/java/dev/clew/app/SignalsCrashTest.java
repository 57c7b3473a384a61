// SPDX-License-Identifier: Apache-2.0
package dev.clew.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clew.testkit.ServerProcess;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What [CrashTest] promises of spans, of points and log records, sent side by side.
class SignalsCrashTest {

  private static final int RECORDS_PER_REQUEST = 20;
  private static final int ROUNDS = 2;
  private static final int ENOUGH = 60;

  private final HttpClient http = HttpClient.newHttpClient();
  private final LoadUntilKilled load = new LoadUntilKilled();
  private final long beganMs = System.currentTimeMillis() - 600_000;

  private enum Kind {
    METRICS,
    LOGS
  }

  /// A request with the numbers of its records.
  private record Sent(Kind kind, List<Long> numbers, String json)
      implements LoadUntilKilled.Sendable {
    Sent {
      numbers = List.copyOf(numbers);
    }

    @Override
    public String path() {
      return kind == Kind.METRICS ? "/v1/metrics" : "/v1/logs";
    }

    @Override
    public String contentType() {
      return "application/json";
    }

    @Override
    public byte[] body() {
      return json.getBytes(StandardCharsets.UTF_8);
    }
  }

  @Test
  void everyAcknowledgedPointAndLogRecordIsThereExactlyOnceAfterAKill(@TempDir Path data)
      throws Exception {
    var next = new AtomicLong(1);
    var points = new TreeSet<Long>();
    var logs = new TreeSet<Long>();
    List<Sent> unanswered = List.of();
    for (int round = 0; round < ROUNDS; round++) {
      try (var server = ServerProcess.start(data)) {
        repeat(server, unanswered, points, logs);
        var outcome = load.run(server, ENOUGH, sender -> request(sender, next));
        outcome.acknowledged().forEach(request -> note(request, points, logs));
        unanswered = outcome.unanswered();
      }
    }
    try (var server = ServerProcess.start(data)) {
      repeat(server, unanswered, points, logs);
      assertThat(points).hasSizeGreaterThan(500);
      assertThat(logs).hasSizeGreaterThan(500);
      var storedPoints =
          numbers(server, "SELECT groupArray(toUInt64(value)) AS n FROM metric_points");
      assertThat(storedPoints).containsAll(points).doesNotHaveDuplicates();
      var storedLogs = numbers(server, "SELECT groupArray(toUInt64(body)) AS n FROM logs");
      assertThat(storedLogs).containsAll(logs).doesNotHaveDuplicates();
      assertThat(server.stop()).isZero();
    }
  }

  private void repeat(ServerProcess server, List<Sent> requests, Set<Long> points, Set<Long> logs)
      throws Exception {
    for (var request : requests) {
      assertThat(load.send(server, request)).isTrue();
      note(request, points, logs);
    }
  }

  private static void note(Sent acknowledged, Set<Long> points, Set<Long> logs) {
    (acknowledged.kind() == Kind.METRICS ? points : logs).addAll(acknowledged.numbers());
  }

  private Sent request(int sender, AtomicLong next) {
    var kind = Kind.values()[sender % Kind.values().length];
    long first = next.getAndAdd(RECORDS_PER_REQUEST);
    var numbers = LongStream.range(first, first + RECORDS_PER_REQUEST).boxed().toList();
    return new Sent(kind, numbers, json(kind, numbers));
  }

  private String json(Kind kind, List<Long> numbers) {
    return switch (kind) {
      case METRICS ->
          "{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[{\"name\":\"crash\",\"gauge\":{\"dataPoints\":[%s]}}]}]}]}"
              .formatted(records(numbers, "{\"timeUnixNano\":\"%d\",\"asInt\":\"%d\"}"));
      case LOGS ->
          "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[%s]}]}]}"
              .formatted(
                  records(numbers, "{\"timeUnixNano\":\"%d\",\"body\":{\"stringValue\":\"%d\"}}"));
    };
  }

  private String records(List<Long> numbers, String format) {
    return numbers.stream()
        .map(number -> format.formatted((beganMs + number) * 1_000_000, number))
        .collect(Collectors.joining(","));
  }

  private List<Long> numbers(ServerProcess server, String sql) throws Exception {
    var answer =
        http.send(
            HttpRequest.newBuilder(server.api("/api/v1/sql"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"query\": \"%s\"}".formatted(sql)))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    var numbers = new ArrayList<Long>();
    JsonNode rows = new ObjectMapper().readTree(answer.body()).path("rows");
    rows.path(0).path("n").forEach(number -> numbers.add(number.asLong()));
    return numbers;
  }
}
