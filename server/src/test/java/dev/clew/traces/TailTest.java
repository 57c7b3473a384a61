// SPDX-License-Identifier: Apache-2.0
package dev.clew.traces;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class TailTest {

  private static final String PROJECT = "tail";
  private static final TestApi API = TestApi.shared();

  @Test
  void tellsAboutTracesThatMatchAndNoOthers() throws IOException, InterruptedException {
    var lines = new LinkedBlockingQueue<String>();
    try (var client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(API.uri("/api/v1/tail?q=service:shop"))
              .header("authorization", "Bearer " + PROJECT)
              .build();
      var response = client.send(request, BodyHandlers.ofLines());
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("content-type")).hasValue("text/event-stream");
      var reading = Thread.ofVirtual().start(() -> read(response.body(), lines));
      assertThat(lines.poll(10, TimeUnit.SECONDS)).isEqualTo(": keep-alive");

      API.send(PROJECT, SentSpan.root(1, "unheard").of("billing"));
      API.send("elsewhere", SentSpan.root(2, "foreign"));
      API.send(PROJECT, SentSpan.root(3, "heard"));
      assertThat(API.get(PROJECT, "/traces").body().path("traces").size()).isEqualTo(2);
      assertThat(API.get("elsewhere", "/traces").body().path("traces").size()).isEqualTo(1);

      var data = next(lines, "data:");
      assertThat(data).contains("\"name\":\"heard\"").contains("\"state\":\"running\"");
      client.shutdownNow();
      reading.join();
    }
  }

  private static void read(Stream<String> body, Queue<String> lines) {
    try {
      body.forEach(lines::add);
    } catch (UncheckedIOException _) {
      // The client was closed: that is how a tail ends.
    }
  }

  private static String next(LinkedBlockingQueue<String> lines, String start)
      throws InterruptedException {
    while (true) {
      var line = lines.poll(10, TimeUnit.SECONDS);
      assertThat(line).isNotNull();
      if (line.startsWith(start)) {
        return line;
      }
    }
  }

  @Test
  void aWrongFilterIsRefusedBeforeTheStreamBegins() {
    var answer = API.get(PROJECT, "/tail", "q", "bogus:1");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().path("position").asInt()).isZero();
  }
}
