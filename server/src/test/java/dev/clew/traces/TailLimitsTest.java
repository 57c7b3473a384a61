// SPDX-License-Identifier: Apache-2.0
package dev.clew.traces;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.TraceId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// How many may listen, and what becomes of those who do not read.
final class TailLimitsTest {

  private static final String PROJECT = "tail-limits";
  private static final int TRACES = 1_000;
  private static final TestApi API = TestApi.shared();

  @Test
  void theHundredAndFirstIsToldToComeBackAndSeatsAreFreedWhenClientsLeave() throws IOException {
    int others = API.tail().listening();
    var clients = new ArrayList<Client>();
    try {
      while (API.tail().listening() < Tail.MAX_LISTENERS) {
        var client = new Client();
        clients.add(client);
        assertThat(client.line()).isEqualTo("HTTP/1.1 200 OK");
      }
      try (var late = new Client()) {
        assertThat(late.line()).isEqualTo("HTTP/1.1 429 Too Many Requests");
        assertThat(late.lines(12))
            .contains("retry-after: 1")
            .anyMatch(line -> line.contains("100 others listen already"));
      }
    } finally {
      for (var client : clients) {
        client.close();
      }
    }
    await(() -> API.tail().listening() == others);
    try (var next = new Client()) {
      assertThat(next.line()).isEqualTo("HTTP/1.1 200 OK");
    }
  }

  @Test
  void whoDoesNotReadIsDroppedWhileOthersHearEverything() throws IOException {
    var spans =
        IntStream.rangeClosed(1, TRACES)
            .mapToObj(number -> SentSpan.root(number, "n".repeat(1_000)))
            .toArray(SentSpan[]::new);
    API.send(PROJECT, Arrays.copyOf(spans, TRACES / 2));
    API.send(PROJECT, Arrays.copyOfRange(spans, TRACES / 2, TRACES));
    assertThat(API.get(PROJECT, "/traces", "limit", "1000").body().path("traces")).hasSize(TRACES);
    var traces = Stream.of(spans).map(span -> requireNonNull(TraceId.parse(span.trace()))).toList();
    int others = API.tail().listening();
    try (var silent = new Client();
        var reader = new Client()) {
      var heard = new Semaphore(0);
      var _ = Thread.ofVirtual().start(() -> reader.countTraces(heard));
      await(() -> API.tail().listening() == others + 2);
      while (API.tail().listening() == others + 2) {
        API.tail().analysed(PROJECT, traces);
        assertThat(heard(heard)).isTrue();
      }
      assertThat(API.tail().listening()).isEqualTo(others + 1);
      API.tail().analysed(PROJECT, traces);
      assertThat(heard(heard)).isTrue();
      silent.readToEnd();
    }
    await(() -> API.tail().listening() == others);
  }

  private static boolean heard(Semaphore heard) {
    try {
      return heard.tryAcquire(TRACES, 30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  /// A connection that reads only when told to, so that its socket fills.
  private static final class Client implements AutoCloseable {

    private final Socket socket = new Socket();
    private final BufferedReader reader;

    Client() throws IOException {
      socket.setReceiveBufferSize(8_192);
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), API.uri("/").getPort()));
      socket.setSoTimeout(30_000);
      socket
          .getOutputStream()
          .write(
              "GET /api/v1/tail HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer %s\r\n\r\n"
                  .formatted(PROJECT)
                  .getBytes(US_ASCII));
      reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
    }

    String line() throws IOException {
      return String.valueOf(reader.readLine());
    }

    List<String> lines(int count) throws IOException {
      var lines = new ArrayList<String>();
      for (int i = 0; i < count; i++) {
        lines.add(line());
      }
      return lines;
    }

    void countTraces(Semaphore heard) {
      try {
        for (var line = reader.readLine(); line != null; line = reader.readLine()) {
          if (line.startsWith("data:")) {
            heard.release();
          }
        }
      } catch (IOException _) {
        // Closed by the test.
      }
    }

    /// Fails after the timeout of the socket when the server has not ended the connection.
    void readToEnd() throws IOException {
      try {
        while (reader.readLine() != null) {
          // What was on its way.
        }
      } catch (SocketException _) {
        // Reset by the server: ended all the same.
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
