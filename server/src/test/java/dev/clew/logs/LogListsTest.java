// SPDX-License-Identifier: Apache-2.0
package dev.clew.logs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clew.traces.SentSpan;
import dev.clew.traces.TestApi;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LogListsTest {

  private static final String PROJECT = "log-lists";
  private static final TestApi API = TestApi.shared();
  private static final String TRACE = "0".repeat(31) + "1";

  @BeforeAll
  static void send() {
    API.send(
        PROJECT,
        SentSpan.root(1, "checkout").with("guid:x-request-id", "req-1"),
        SentSpan.chat(SentSpan.root(1, "checkout"), 1, "qwen-max", 10, 5));
    API.sendLogs(
        PROJECT,
        SentLog.request(
            SentLog.of("order 17 paid by \"ann\"").in(TRACE, "").ago(50_000),
            SentLog.of("order 18 paid by \"bob\"").ago(40_000),
            SentLog.of("card declined for order 19").severity(17).from("billing").ago(30_000),
            SentLog.of(new TreeMap<>(Map.of("retry", 3L, "queue", "mail")))
                .severity(13)
                .event("mail.retry")
                .with("mail.to", "team")
                .with("mail.attempt", 3L)
                .ago(20_000),
            SentLog.of("before this server existed").ago(1_700_000_000_000L)));
  }

  private static List<String> bodies(String... parameters) {
    var bodies = new ArrayList<String>();
    for (var log : API.get(PROJECT, "/logs", parameters).body().path("logs")) {
      bodies.add(log.path("body").asText());
    }
    return bodies;
  }

  @Test
  void newestComeFirst() {
    assertThat(bodies("q", "order 17", "from", "now-1h", "to", "now-10m")).isEmpty();
    assertThat(bodies("q", "order"))
        .containsExactly(
            "card declined for order 19", "order 18 paid by \"bob\"", "order 17 paid by \"ann\"");
    assertThat(bodies("from", "now-1h").subList(0, 3))
        .contains("{\"queue\":\"mail\",\"retry\":3}", "card declined for order 19");
  }

  @Test
  void aRecordOfAnAbsurdTimeIsFoundUnderItsArrival() {
    assertThat(bodies("q", "\"server existed\"", "from", "now-10m")).hasSize(1);
  }

  @Test
  void fieldsOfTheFilterLanguageFindRecords() {
    assertThat(bodies("q", "severity>=17")).containsExactly("card declined for order 19");
    assertThat(bodies("q", "level:warn")).hasSize(1);
    assertThat(bodies("q", "service:billing")).hasSize(1);
    assertThat(bodies("q", "event:mail.*")).hasSize(1);
    assertThat(bodies("q", "attr.mail.to:team")).hasSize(1);
    assertThat(bodies("q", "attr.mail.attempt>2")).hasSize(1);
    assertThat(bodies("q", "resource.service.name:billing")).hasSize(1);
    assertThat(bodies("q", "trace:" + TRACE)).containsExactly("order 17 paid by \"ann\"");
    assertThat(bodies("q", "declined card")).hasSize(1);
    assertThat(bodies("q", "has:error OR level:warn")).hasSize(2);
    assertThat(bodies("q", "-service:shop")).hasSize(1);
  }

  @Test
  void whatOnlySpansKnowSelectsTheLogsOfTheirTraces() {
    assertThat(bodies("q", "model:qwen-max")).containsExactly("order 17 paid by \"ann\"");
    var traces = API.get(PROJECT, "/traces", "q", "level:info", "from", "now-1h").body();
    assertThat(traces.path("traces")).hasSize(1);
    assertThat(API.get(PROJECT, "/traces", "q", "severity>=17").body().path("traces")).isEmpty();
  }

  @Test
  void anUnknownFieldIsSaidWithItsPlace() {
    var answer = API.get(PROJECT, "/logs", "q", "sevrity>3");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().path("suggestion").asText()).isEqualTo("severity");
  }

  @Test
  void pagesFollowOneAnother() {
    var seen = new ArrayList<String>();
    var cursor = "";
    do {
      var page = API.get(PROJECT, "/logs", "limit", "2", "from", "now-1h", "cursor", cursor).body();
      page.path("logs").forEach(log -> seen.add(log.path("id").asText()));
      cursor = page.path("next_cursor").asText("");
    } while (!cursor.isEmpty() && !cursor.equals("null"));
    assertThat(seen).hasSize(5).doesNotHaveDuplicates();
  }

  @Test
  void oneRecordIsAnsweredWhole() {
    var id =
        API.get(PROJECT, "/logs", "q", "event:mail.retry").body().path("logs").get(0).path("id");
    var record = API.get(PROJECT, "/logs/records/" + id.asText()).body();
    assertThat(record.path("value").path("retry").asLong()).isEqualTo(3);
    assertThat(record.path("attributes").path("mail.attempt").isNumber()).isTrue();
    assertThat(record.path("resource").path("service.name").asText()).isEqualTo("shop");
    assertThat(API.get("another", "/logs/records/" + id.asText()).status()).isEqualTo(404);
    assertThat(API.get(PROJECT, "/logs/records/x").status()).isEqualTo(400);
  }

  @Test
  void histogramCountsByLevel() {
    var body = API.get(PROJECT, "/logs/histogram", "from", "now-1h", "buckets", "10").body();
    assertThat(sum(body, "info")).isEqualTo(3);
    assertThat(sum(body, "warn")).isEqualTo(1);
    assertThat(sum(body, "error")).isEqualTo(1);
    assertThat(sum(body, "fatal")).isZero();
  }

  private static long sum(JsonNode body, String level) {
    long sum = 0;
    for (var bucket : body.path("buckets")) {
      sum += bucket.path(level).asLong();
    }
    return sum;
  }

  @Test
  void patternsGroupLinesThatDifferInTheirValues() {
    var pattern =
        API.get(PROJECT, "/logs/patterns", "from", "now-1h").body().path("patterns").get(0);
    assertThat(pattern.path("template").asText()).isEqualTo("order * paid by *");
    assertThat(pattern.path("count").asLong()).isEqualTo(2);
    assertThat(pattern.path("example").asText()).isEqualTo("order 18 paid by \"bob\"");
    assertThat(bodies("q", "pattern:" + pattern.path("pattern").asText())).hasSize(2);
  }

  @Test
  void aGatewaysLineWithoutTraceJoinsByItsRequestId() {
    var line =
        "{\"msec\":\"%.3f\",\"request_id\":\"req-1\",\"method\":\"GET\",\"uri\":\"/cart\",\"status\":502,\"request_time\":0.4}"
            .formatted(System.currentTimeMillis() / 1e3 - 100);
    API.post("log-join", "/logs/lines", line);
    assertThat(API.get("log-join", "/logs").body().path("logs").get(0).path("summary").asText())
        .isEqualTo("GET /cart 502");
    API.send("log-join", SentSpan.root(1, "checkout").with("guid:x-request-id", "req-1"));
    var logs = API.get("log-join", "/traces/" + TRACE + "/logs").body().path("logs");
    assertThat(logs).hasSize(1);
    assertThat(logs.get(0).path("level").asText()).isEqualTo("error");
    assertThat(logs.get(0).path("request_id").asText()).isEqualTo("req-1");
  }

  @Test
  void logsOfATraceAreThoseWithItsId() {
    var body = API.get(PROJECT, "/traces/" + TRACE + "/logs").body();
    assertThat(body.path("logs")).hasSize(1);
    assertThat(body.path("truncated").asBoolean()).isFalse();
  }

  @Test
  void valuesOfLogFieldsAreCounted() {
    var values = API.get(PROJECT, "/fields/level/values", "from", "now-1h").body();
    assertThat(values.path("values").get(0).path("value").asText()).isEqualTo("info");
    assertThat(API.get(PROJECT, "/traces/facets", "fields", "level").status()).isEqualTo(400);
  }

  @Test
  void theTailTellsOfRecordsThatMatch() throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(API.uri("/api/v1/logs/tail?q=level:error"))
            .header("authorization", "Bearer log-tail")
            .build();
    try (var client = HttpClient.newHttpClient()) {
      var response = client.send(request, BodyHandlers.ofInputStream());
      try (var lines =
          new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
        API.sendLogs(
            "log-tail", SentLog.request(SentLog.of("quiet"), SentLog.of("loud").severity(18)));
        API.get("log-tail", "/logs");
        var line = lines.readLine();
        while (line != null && !line.startsWith("data:")) {
          line = lines.readLine();
        }
        assertThat(line).contains("\"body\":\"loud\"");
      }
      client.shutdownNow();
    }
  }
}
