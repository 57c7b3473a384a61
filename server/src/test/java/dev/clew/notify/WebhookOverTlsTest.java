// SPDX-License-Identifier: Apache-2.0
package dev.clew.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clew.http.Reply;
import dev.clew.testkit.ServerProcess;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Webhooks to a receiver whose certificate an authority of its own has signed.
class WebhookOverTlsTest {

  private static final Notification NOTIFICATION =
      Notification.test("default", "hook", "2028-02-29T12:40:00Z", "http://localhost:2539/alerts");
  private static final ObjectMapper JSON = new ObjectMapper();

  private static Path authority;
  private static TestCertificate certificate;
  private static TestCertificate ofAnother;

  @BeforeAll
  static void makeCertificates(@TempDir Path folder) throws Exception {
    authority = folder.resolve("authority.pem");
    certificate = TestCertificate.signed(folder, "dns:localhost,ip:127.0.0.1", authority);
    ofAnother = TestCertificate.of(folder, "dns:hooks.elsewhere.example");
  }

  @Test
  void whoeverTheFileNamesIsTrustedAndOthersAreNot(@TempDir Path with, @TempDir Path without)
      throws Exception {
    try (var receiver = HttpReceiver.tls(certificate.server())) {
      try (var server = ServerProcess.start(without)) {
        var tested = test(server, receiver);
        assertThat(tested.path("delivered").asBoolean()).isFalse();
        assertThat(tested.path("error").asText())
            .startsWith("the certificate of 127.0.0.1 is not trusted: ")
            .endsWith("(alerts.ca-file names certificates that are)");
        assertThat(receiver.received()).isEmpty();
      }
      var settings = Map.of("CLEW_ALERTS_CA_FILE", authority.toString());
      try (var server = ServerProcess.start(with, settings)) {
        assertThat(test(server, receiver).path("delivered").asBoolean()).isTrue();
        assertThat(receiver.received()).hasSize(1);
        assertThat(receiver.received().getFirst().body()).contains("\"test\"");
        assertThat(receiver.received().getFirst().signature()).startsWith("t=");
      }
    }
  }

  @Test
  void aCertificateOfAnotherServerIsRefusedAlthoughItIsTrusted() throws Exception {
    try (var receiver = HttpReceiver.tls(ofAnother.server());
        var target =
            new HttpTarget(
                new Targets(true),
                Duration.ofSeconds(3),
                InstantSource.system(),
                Trust.context(List.of(ofAnother.certificate())))) {
      var channel =
          ChannelInput.read(
              Reply.MAPPER
                  .createObjectNode()
                  .put("name", "ops")
                  .put("kind", "webhook")
                  .put("url", receiver.url()),
              "hook",
              null);
      var outcome = target.send(channel, "d1", NOTIFICATION);
      assertThat(outcome)
          .isInstanceOfSatisfying(
              Outcome.Failed.class, failed -> assertThat(failed.reason()).contains("127.0.0.1"));
      assertThat(receiver.received()).isEmpty();
    }
  }

  /// Adds the receiver as a channel and sends it a test.
  private static JsonNode test(ServerProcess server, HttpReceiver receiver) throws Exception {
    var channel =
        "{\"name\":\"ops\",\"kind\":\"webhook\",\"secret\":\"s3cret\",\"url\":\"%s\"}"
            .formatted(receiver.url());
    var id = post(server, "", channel).path("channel").path("id").asText();
    return post(server, "/" + id + "/test", "");
  }

  private static JsonNode post(ServerProcess server, String path, String body) throws Exception {
    var request =
        HttpRequest.newBuilder(server.api("/api/v1/alerts/channels" + path))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      return JSON.readTree(answer.body());
    }
  }
}
