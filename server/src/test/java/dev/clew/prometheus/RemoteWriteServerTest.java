// SPDX-License-Identifier: Apache-2.0
package dev.clew.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clew.testkit.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xerial.snappy.Snappy;

/// Remote-write as Prometheus does it, over HTTP to a server, and read back.
class RemoteWriteServerTest {

  private static final String FIRST = "application/x-protobuf";
  private static final String SECOND =
      "application/x-protobuf;proto=io.prometheus.write.v2.Request";

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void bothVersionsAreStoredAndWrongOnesToldApart(@TempDir Path data) throws Exception {
    long now = System.currentTimeMillis();
    try (var server = ServerProcess.start(data)) {
      var first = Snappy.compress(RemoteWrites.first(now - 60_000));
      var otlp = server.otlp("/api/v1/write");
      var written = write(otlp, FIRST, "snappy", first);
      assertThat(written.statusCode()).as(written.body()).isEqualTo(204);
      assertThat(written.headers().firstValue("x-prometheus-remote-write-samples-written"))
          .hasValue("3");
      // Prometheus repeats what it has heard no answer to.
      assertThat(write(otlp, FIRST, "snappy", first).statusCode()).isEqualTo(204);
      var second = Snappy.compress(RemoteWrites.second(now - 60_000));
      assertThat(write(server.api("/api/v1/write"), SECOND, "snappy", second).statusCode())
          .isEqualTo(204);

      assertThat(write(otlp, FIRST, "snappy", new byte[] {1, 2, 3}).statusCode()).isEqualTo(400);
      assertThat(write(otlp, FIRST, "br", first).statusCode()).isEqualTo(415);

      assertThat(query(server, "queue_count", "last").get(0)).hasToString("-3.0");
      assertThat(query(server, "http_requests_total", "count").get(0).asDouble()).isEqualTo(1);
      assertThat(names(server))
          .contains("queue_count")
          .contains("http_requests_total")
          .contains("rpc_seconds");
    }
  }

  private HttpResponse<String> write(URI uri, String type, String encoding, byte[] body)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(uri)
            .header("Content-Type", type)
            .header("Content-Encoding", encoding)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /// The values of the only series that are known.
  private JsonNode query(ServerProcess server, String metric, String agg) throws Exception {
    var answer =
        get(server, "/api/v1/metrics/query?step=1h&from=now-1h&metric=" + metric + "&agg=" + agg);
    var known = new ObjectMapper().createArrayNode();
    for (var value : answer.path("series").path(0).path("values")) {
      if (!value.isNull()) {
        known.add(value);
      }
    }
    return known;
  }

  private String names(ServerProcess server) throws Exception {
    return get(server, "/api/v1/metrics").path("metrics").findValuesAsText("name").toString();
  }

  private JsonNode get(ServerProcess server, String path) throws Exception {
    var answer =
        http.send(
            HttpRequest.newBuilder(server.api(path)).build(), HttpResponse.BodyHandlers.ofString());
    return new ObjectMapper().readTree(answer.body());
  }
}
