// SPDX-License-Identifier: Apache-2.0
package dev.clew.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clew.testkit.ServerProcess;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The OpenAPI document, the routes and docs/api.md say the same.
class OpenApiTest {

  private static final Pattern DOCUMENTED =
      Pattern.compile("`(?:[A-Z/]+) (/(?:api|metrics)[^`? ]*)");

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void everyDocumentedRouteExistsAndEveryRouteIsDocumented(@TempDir Path data) throws Exception {
    try (var server = ServerProcess.start(data)) {
      var paths =
          new ObjectMapper().readTree(send(server, "GET", "/api/openapi.json").body()).get("paths");
      var declared = new TreeSet<String>();
      paths.fieldNames().forEachRemaining(declared::add);
      var documented = new TreeSet<String>();
      var text = Files.readString(Path.of(System.getProperty("clew.root"), "docs/api.md"));
      var matcher = DOCUMENTED.matcher(text);
      while (matcher.find()) {
        documented.add(matcher.group(1));
      }
      assertThat(declared).containsAll(documented).hasSizeGreaterThan(25);
      assertThat(documented).containsAll(declared);
      answersAsDeclared(server, paths);
    }
  }

  private void answersAsDeclared(ServerProcess server, JsonNode paths) throws Exception {
    for (var path : paths.properties()) {
      if (path.getKey().endsWith("/tail")) {
        continue;
      }
      var url =
          path.getKey()
              .replace("{trace_id}", "0".repeat(31) + "1")
              .replaceAll("\\{[a-z_]+}", "1".repeat(16));
      for (var method : path.getValue().properties()) {
        var answer = send(server, method.getKey().toUpperCase(Locale.ROOT), url);
        assertThat(answer.statusCode())
            .as("%s %s: %s", method.getKey(), url, answer.body())
            .isIn(200, 400, 404);
        assertThat(answer.body()).doesNotContain("no route");
      }
      var wrong = send(server, "PATCH", url);
      assertThat(wrong.statusCode()).as("PATCH %s", url).isEqualTo(405);
      assertThat(wrong.headers().firstValue("allow")).isPresent();
    }
    assertThat(send(server, "GET", "/api/v1/nothing").body()).contains("no route /api/v1/nothing");
  }

  private HttpResponse<String> send(ServerProcess server, String method, String path)
      throws Exception {
    // A refusal may come before the body has been sent, which this client takes for a failure.
    var body =
        method.equals("GET") || method.equals("PATCH")
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString("{}");
    return http.send(
        HttpRequest.newBuilder(server.api(path)).method(method, body).build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
