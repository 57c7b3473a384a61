// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clew.testkit.ServerProcess;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a browser sees that runs a page of another origin.
class PagesServerTest {

  private static final String PAGE = "https://shop.example";
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void onlyPagesOfListedOriginsMaySend(@TempDir Path data) throws Exception {
    var environment = Map.of("CLEW_BROWSER_ORIGINS", PAGE, "CLEW_BROWSER_REQUESTS_PER_SECOND", "2");
    try (var server = ServerProcess.start(data, environment)) {
      var asked = send(server, "OPTIONS", PAGE, "");
      assertThat(asked.statusCode()).isEqualTo(204);
      assertThat(header(asked, "access-control-allow-origin")).isEqualTo(PAGE);
      assertThat(header(asked, "access-control-allow-methods")).isEqualTo("POST");
      assertThat(header(asked, "access-control-allow-headers")).contains("content-type");
      assertThat(asked.headers().firstValue("access-control-allow-credentials")).isEmpty();

      var other = send(server, "OPTIONS", "https://evil.example", "");
      assertThat(other.statusCode()).isEqualTo(403);
      assertThat(other.headers().firstValue("access-control-allow-origin")).isEmpty();
      assertThat(send(server, "POST", "https://evil.example", "").statusCode()).isEqualTo(403);

      var ingest = key(server, "ingest");
      assertThat(send(server, "POST", PAGE, ingest).statusCode()).isEqualTo(403);
      var key = key(server, "public");
      var answer = send(server, "POST", PAGE, key);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(header(answer, "access-control-allow-origin")).isEqualTo(PAGE);
      var last = answer;
      for (int i = 0; i < 50 && last.statusCode() == 200; i++) {
        last = send(server, "POST", PAGE, key);
      }
      assertThat(last.statusCode()).isEqualTo(429);
      assertThat(header(last, "retry-after")).isEqualTo("1");
      assertThat(header(last, "access-control-allow-origin")).isEqualTo(PAGE);
    }
  }

  private String key(ServerProcess server, String type) throws Exception {
    var answer =
        http.send(
            HttpRequest.newBuilder(server.api("/api/v1/keys"))
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"name\":\"page\",\"type\":\"" + type + "\"}"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    return new ObjectMapper().readTree(answer.body()).path("secret").asText();
  }

  private HttpResponse<String> send(ServerProcess server, String method, String origin, String key)
      throws Exception {
    var request =
        HttpRequest.newBuilder(server.otlp("/v1/traces"))
            .method(method, HttpRequest.BodyPublishers.ofString("{\"resourceSpans\":[]}"))
            .header("content-type", "application/json")
            .header("access-control-request-method", "POST")
            .header("origin", origin);
    if (!key.isEmpty()) {
      request.header("authorization", "Bearer " + key);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }
}
