// SPDX-License-Identifier: Apache-2.0
package dev.clew.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.client.BlockingWebClient;
import com.linecorp.armeria.server.Server;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class RoutesTest {

  @Test
  void whateverAnActionThrowsIsAnswered() {
    assertThat(status(() -> Reply.json(_ -> {}))).isEqualTo(200);
    assertThat(
            status(
                () -> {
                  throw new IllegalStateException("a bug");
                }))
        .isEqualTo(500);
    assertThat(
            status(
                () -> {
                  throw new StackOverflowError("a bug of another kind");
                }))
        .isEqualTo(500);
  }

  private static int status(Supplier<Reply> action) {
    try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
      var routes =
          new Routes(
              (_, _, _) -> new Access.Caller("default", false), InstantSource.system(), workers);
      var builder = Server.builder().http(0).gracefulShutdownTimeoutMillis(0, 0);
      routes.bind(builder, List.of(Endpoint.get("/asked", "", List.of(), _ -> action.get())));
      try (var server = builder.build()) {
        server.start().join();
        return BlockingWebClient.of("http://127.0.0.1:" + server.activeLocalPort())
            .get("/asked")
            .status()
            .code();
      }
    }
  }
}
