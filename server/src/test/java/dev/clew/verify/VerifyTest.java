// SPDX-License-Identifier: Apache-2.0
package dev.clew.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.clew.testkit.ServerProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// The canary sings for a server that keeps everything, and only for that.
class VerifyTest {

  private final StringWriter output = new StringWriter();

  @Test
  void findsNothingWrongWithTheServer(@TempDir Path data) {
    try (var server = ServerProcess.start(data, Map.of())) {
      int exitCode = verify(server.api(""), server.otlp(""), server.grpc());
      assertThat(output.toString())
          .contains("✓ OTLP/HTTP protobuf, gzip: GenAI trace read back, 3 spans")
          .contains("✓ OTLP/HTTP JSON: Unicode trace read back")
          .contains("✓ OTLP/gRPC: Big attribute trace read back")
          .contains("✓ OTLP/gRPC: a repeated request is stored once")
          .contains("✓ accounting:")
          .doesNotContain("✗");
      assertThat(exitCode).isZero();
    }
  }

  @Test
  void reportsAServerThatAnswersSomethingElse() throws IOException {
    var fake = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answer(fake, "/v1/traces", "");
    answer(fake, "/api/v1/health", "{\"status\":\"ok\"}");
    answer(
        fake,
        "/api/v1/ingest",
        "{\"signals\":{\"traces\":{\"received\":9,\"accepted\":3,\"duplicate\":2,\"rejected\":1}}}");
    answer(
        fake, "/api/v1/traces/", "{\"span_id\":\"00\",\"name\":\"GET /cart/{id}\",\"spans\":[]}");
    fake.start();
    try {
      var base = URI.create("http://127.0.0.1:" + fake.getAddress().getPort());
      int exitCode = verify(base, base, base);
      assertThat(output.toString())
          .contains("✓ health")
          .contains("- OTLP/gRPC: skipped")
          .contains("✗ OTLP/HTTP protobuf, gzip: HTTP trace read back")
          .contains("(expected: received = accepted + duplicate + rejected)")
          .contains("kind: nothing (expected: \"server\")")
          .doesNotContain("name: nothing");
      assertThat(exitCode).isEqualTo(1);
    } finally {
      fake.stop(0);
    }
  }

  @Test
  void saysWhenNobodyAnswers() {
    var nobody = URI.create("http://127.0.0.1:1");
    assertThat(verify(nobody, nobody, nobody)).isEqualTo(2);
    assertThat(output.toString()).contains("clew: no answer from http://127.0.0.1:1");
  }

  private int verify(URI url, URI otlp, URI grpc) {
    var writer = new PrintWriter(output);
    return new CommandLine(new VerifyCommand())
        .setOut(writer)
        .setErr(writer)
        .execute("--url", url.toString(), "--otlp", otlp.toString(), "--grpc", grpc.toString());
  }

  private static void answer(HttpServer server, String path, String body) {
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            exchange.getRequestBody().readAllBytes();
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
  }
}
