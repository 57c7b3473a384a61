// SPDX-License-Identifier: Apache-2.0
package dev.clew.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clew.testkit.ServerProcess;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What [CrashTest] promises of spans, of points and log records, sent side by side.
class SignalsCrashTest {

  private static final int RECORDS_PER_REQUEST = 20;
  private static final int SENDERS = 4;
  private static final int ROUNDS = 2;
  private static final int ENOUGH = 60;

  private final HttpClient http = HttpClient.newHttpClient();
  private final long beganMs = System.currentTimeMillis() - 600_000;

  private enum Kind {
    METRICS,
    LOGS
  }

  /// A request with the numbers of its records.
  private record Sent(Kind kind, List<Long> numbers) {
    Sent {
      numbers = List.copyOf(numbers);
    }
  }

  @Test
  void everyAcknowledgedPointAndLogRecordIsThereExactlyOnceAfterAKill(@TempDir Path data)
      throws Exception {
    var next = new AtomicLong(1);
    var points = new TreeSet<Long>();
    var logs = new TreeSet<Long>();
    List<Sent> unanswered = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      try (var server = ServerProcess.start(data)) {
        repeat(server, unanswered, points, logs);
        unanswered = load(server, next, points, logs);
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
      assertThat(send(server, request)).isTrue();
      (request.kind() == Kind.METRICS ? points : logs).addAll(request.numbers());
    }
  }

  /// Sends until enough was acknowledged, then kills the server in the middle of the next requests;
  /// answers what got no answer.
  private List<Sent> load(ServerProcess server, AtomicLong next, Set<Long> points, Set<Long> logs)
      throws InterruptedException {
    var done = new ConcurrentLinkedQueue<Sent>();
    var lost = new ConcurrentLinkedQueue<Sent>();
    var stop = new AtomicBoolean();
    var answers = new CountDownLatch(ENOUGH);
    var senders = new ArrayList<Thread>();
    for (int i = 0; i < SENDERS; i++) {
      var kind = Kind.values()[i % Kind.values().length];
      senders.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    while (!stop.get()) {
                      var request = request(kind, next);
                      try {
                        (send(server, request) ? done : lost).add(request);
                        answers.countDown();
                      } catch (IOException | InterruptedException e) {
                        lost.add(request);
                        return;
                      }
                    }
                  }));
    }
    assertThat(answers.await(60, TimeUnit.SECONDS)).isTrue();
    server.kill();
    stop.set(true);
    for (var sender : senders) {
      sender.join();
    }
    done.forEach(
        request -> (request.kind() == Kind.METRICS ? points : logs).addAll(request.numbers()));
    return List.copyOf(lost);
  }

  private static Sent request(Kind kind, AtomicLong next) {
    long first = next.getAndAdd(RECORDS_PER_REQUEST);
    return new Sent(kind, LongStream.range(first, first + RECORDS_PER_REQUEST).boxed().toList());
  }

  private boolean send(ServerProcess server, Sent request)
      throws IOException, InterruptedException {
    var answer =
        http.send(
            HttpRequest.newBuilder(
                    server.otlp(request.kind() == Kind.METRICS ? "/v1/metrics" : "/v1/logs"))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.ofString(json(request)))
                .build(),
            HttpResponse.BodyHandlers.discarding());
    return answer.statusCode() == 200;
  }

  private String json(Sent request) {
    return switch (request.kind()) {
      case METRICS ->
          "{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[{\"name\":\"crash\",\"gauge\":{\"dataPoints\":[%s]}}]}]}]}"
              .formatted(records(request, "{\"timeUnixNano\":\"%d\",\"asInt\":\"%d\"}"));
      case LOGS ->
          "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[%s]}]}]}"
              .formatted(
                  records(request, "{\"timeUnixNano\":\"%d\",\"body\":{\"stringValue\":\"%d\"}}"));
    };
  }

  private String records(Sent request, String format) {
    return request.numbers().stream()
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
