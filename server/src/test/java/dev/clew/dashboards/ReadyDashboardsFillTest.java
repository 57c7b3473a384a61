// SPDX-License-Identifier: Apache-2.0
package dev.clew.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.clew.testkit.Awaiting;
import dev.clew.testkit.ServerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The ready dashboards over what real servers answered to a scrape.
class ReadyDashboardsFillTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> CAPTURED =
      List.of("vllm", "lmcache", "dcgm", "kong", "envoy-ai-gateway", "apisix", "kubelet");

  private final HttpClient http = HttpClient.newHttpClient();
  private final HttpServer targets;

  ReadyDashboardsFillTest() throws IOException {
    targets = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void serve() throws IOException {
    for (var name : CAPTURED) {
      byte[] text;
      try (var in = getClass().getResourceAsStream("/golden/prometheus/" + name + ".txt")) {
        text = Objects.requireNonNull(in, name).readAllBytes();
      }
      targets.createContext(
          "/" + name,
          exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "text/plain; version=0.0.4");
            exchange.sendResponseHeaders(200, text.length);
            exchange.getResponseBody().write(text);
            exchange.close();
          });
    }
    targets.start();
  }

  @AfterEach
  void stop() {
    targets.stop(0);
  }

  @Test
  void capturesFillThemAndEveryQueryIsAnswered(@TempDir Path folder) throws Exception {
    var settings = Files.writeString(folder.resolve("clew.yaml"), settings());
    try (var server = ServerProcess.startConfigured(folder.resolve("data"), settings, Map.of())) {
      assertThat(filled(server, "gpu")).isZero();
      Awaiting.until(() -> filled(server, "gpu"), filled -> filled >= 12, "GPUs");
      Awaiting.until(() -> filled(server, "model-serving"), filled -> filled >= 15, "servers");
      Awaiting.until(() -> filled(server, "ai-gateway"), filled -> filled >= 6, "gateways");
      Awaiting.until(() -> filled(server, "infrastructure"), filled -> filled >= 2, "containers");
      for (var id : ReadyDashboards.IDS) {
        for (var panel : get(server, "/api/v1/dashboards/" + id).path("panels")) {
          for (var query : panel.path("queries")) {
            isAnswered(server, id, query);
          }
        }
      }
    }
  }

  private String settings() {
    var jobs = new ArrayList<String>();
    for (var name : CAPTURED) {
      jobs.add(
          "  - {job: %s, targets: [\"127.0.0.1:%d\"], path: /%s, interval: 1s, timeout: 1s}"
              .formatted(name, targets.getAddress().getPort(), name));
    }
    return "scrape:\n" + String.join("\n", jobs) + "\n";
  }

  private long filled(ServerProcess server, String id) throws Exception {
    for (var dashboard : get(server, "/api/v1/dashboards").path("dashboards")) {
      if (dashboard.path("id").asText().equals(id)) {
        return dashboard.path("with_data").asLong();
      }
    }
    throw new AssertionError("no dashboard " + id);
  }

  private void isAnswered(ServerProcess server, String id, JsonNode query) throws Exception {
    assertThat(query.path("source").asText()).as(id).isIn("metric", "usage", "spans", "logs");
    if (!query.path("source").asText().equals("metric")) {
      return;
    }
    var labels = new ArrayList<String>();
    query.path("group_by").forEach(label -> labels.add(label.asText()));
    var answer =
        get(
            server,
            "/api/v1/metrics/query?metric=%s&agg=%s&group_by=%s"
                .formatted(
                    encoded(query.path("metric").asText()),
                    query.path("agg").asText(),
                    encoded(String.join(",", labels))));
    assertThat(answer.path("matched_series").asLong()).as("%s %s", id, query).isPositive();
  }

  private JsonNode get(ServerProcess server, String path) throws Exception {
    var response = http.send(request(server.api(path)), BodyHandlers.ofString());
    assertThat(response.statusCode()).as("%s: %s", path, response.body()).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  private static HttpRequest request(URI uri) {
    return HttpRequest.newBuilder(uri).build();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
