// SPDX-License-Identifier: Apache-2.0
package dev.clew.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clew.testkit.ServerProcess;
import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every error of the API is JSON with a code and what was expected, wherever it arises.
class RestErrorsTest {

  private static final byte[] TOO_MUCH = new byte[3 << 20];

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @Test
  void whatIsTooLargeOrUnknownIsToldInJson(@TempDir Path data) throws Exception {
    try (var server = ServerProcess.start(data)) {
      var views = HttpRequest.newBuilder(server.api("/api/v1/views"));
      isProblem(views.copy().POST(BodyPublishers.ofByteArray(TOO_MUCH)), 413, "too_large");
      // Without a length, which is noticed on the way.
      var stream = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(TOO_MUCH));
      isProblem(views.copy().POST(stream), 413, "too_large");
      var unknown = "/api/v1/traces/0123456789abcdef0123456789abcdef/conversation";
      isProblem(HttpRequest.newBuilder(server.api(unknown)), 404, "not_found");
    }
  }

  private void isProblem(HttpRequest.Builder request, int status, String code) throws Exception {
    var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("content-type").orElse(""))
        .startsWith("application/problem+json");
    var problem = new ObjectMapper().readTree(answer.body());
    assertThat(problem.path("code").asText()).isEqualTo(code);
    assertThat(problem.path("detail").asText()).isNotEmpty();
  }
}
