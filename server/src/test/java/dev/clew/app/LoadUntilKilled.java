// SPDX-License-Identifier: Apache-2.0
package dev.clew.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.testkit.ServerProcess;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;

/// Senders that load a server which is killed in the middle of their requests.
final class LoadUntilKilled {

  private static final int SENDERS = 4;

  private final HttpClient http = HttpClient.newHttpClient();

  /// A request of OTLP over HTTP.
  interface Sendable {

    String path();

    String contentType();

    byte[] body();
  }

  /// What became of the requests: exporters repeat what was not answered.
  record Outcome<R>(List<R> acknowledged, List<R> unanswered) {
    Outcome {
      acknowledged = List.copyOf(acknowledged);
      unanswered = List.copyOf(unanswered);
    }
  }

  /// Sends until `enough` requests were answered, then kills the server.
  ///
  /// @param requests makes the next request of a sender, whose number it is given
  <R extends Sendable> Outcome<R> run(ServerProcess server, int enough, IntFunction<R> requests)
      throws InterruptedException {
    var done = new ConcurrentLinkedQueue<R>();
    var lost = new ConcurrentLinkedQueue<R>();
    var stop = new AtomicBoolean();
    var answers = new CountDownLatch(enough);
    var senders = new ArrayList<Thread>();
    for (int i = 0; i < SENDERS; i++) {
      int number = i;
      senders.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    while (!stop.get()) {
                      var request = requests.apply(number);
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
    return new Outcome<>(List.copyOf(done), List.copyOf(lost));
  }

  /// Whether the request was acknowledged.
  boolean send(ServerProcess server, Sendable request) throws IOException, InterruptedException {
    var answer =
        http.send(
            HttpRequest.newBuilder(server.otlp(request.path()))
                .header("Content-Type", request.contentType())
                .timeout(Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.ofByteArray(request.body()))
                .build(),
            HttpResponse.BodyHandlers.discarding());
    return answer.statusCode() == 200;
  }
}
