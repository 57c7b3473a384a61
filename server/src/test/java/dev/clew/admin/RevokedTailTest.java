// SPDX-License-Identifier: Apache-2.0
package dev.clew.admin;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.server.Server;
import dev.clew.http.EventStream;
import dev.clew.http.Routes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/// A tail lasts no longer than the key it was opened with.
final class RevokedTailTest {

  private static final int READ_LIMIT_MILLIS = 30_000;

  @Test
  void aTailEndsWhenItsKeyIsRevokedAndOthersGoOn() throws IOException {
    var clock = InstantSource.system();
    var streams = new ConcurrentHashMap<String, EventStream>();
    var left = new CompletableFuture<String>();
    try (var metadata = Metadata.open(Path.of(":memory:"));
        var workers = Executors.newVirtualThreadPerTaskExecutor()) {
      var keys = new Keys(metadata, true, clock);
      var leaving = keys.issue("leaving", ApiKey.Type.READ, "default");
      var staying = keys.issue("staying", ApiKey.Type.READ, "default");
      var builder = Server.builder().http(0).gracefulShutdownTimeoutMillis(0, 0);
      new Routes(keys, clock, workers)
          .bindStreaming(
              builder,
              "/tail",
              request -> {
                var name = String.valueOf(request.text("name"));
                var stream = new EventStream("told");
                streams.put(name, stream);
                stream.onEnd(() -> left.complete(name));
                return stream;
              });
      try (var server = builder.build()) {
        server.start().join();
        int port = server.activeLocalPort();
        try (var one = new Client(port, "leaving", leaving.secret());
            var other = new Client(port, "staying", staying.secret())) {
          assertThat(one.heard()).startsWith("HTTP/1.1 200 OK").contains("keep-alive");
          assertThat(other.heard()).startsWith("HTTP/1.1 200 OK").contains("keep-alive");

          keys.revoke(leaving.key().id());

          // The last chunk of a response: the server ended it, in good order.
          assertThat(one.until("0")).doesNotContain("told");
          assertThat(left.join()).isEqualTo("leaving");
          requireNonNull(streams.get("staying")).offer("\"still here\"");
          assertThat(other.until("data:\"still here\"")).contains("event:told");
        }
        try (var again = new Client(port, "leaving", leaving.secret())) {
          assertThat(again.until("")).startsWith("HTTP/1.1 401 Unauthorized");
        }
      }
    }
  }

  /// A connection of plain HTTP/1.1, so that the end of an answer can be seen.
  private static final class Client implements AutoCloseable {

    private final Socket socket;
    private final BufferedReader reader;

    Client(int port, String name, String key) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(READ_LIMIT_MILLIS);
      socket
          .getOutputStream()
          .write(
              "GET /tail?name=%s HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer %s\r\n\r\n"
                  .formatted(name, key)
                  .getBytes(US_ASCII));
      reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
    }

    String heard() throws IOException {
      return until(": keep-alive");
    }

    /// What arrived, up to a line that says this. A connection that ends before ends the wait too.
    String until(String line) throws IOException {
      var heard = new StringBuilder();
      for (var next = reader.readLine(); next != null; next = reader.readLine()) {
        heard.append(next).append('\n');
        if (next.equals(line)) {
          break;
        }
      }
      return heard.toString();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
