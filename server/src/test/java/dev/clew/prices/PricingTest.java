// SPDX-License-Identifier: Apache-2.0
package dev.clew.prices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clew.testkit.Awaiting;
import dev.clew.testkit.ServerProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Prices, from the wire to the answers of the API.
class PricingTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String CALL =
      """
      {"traceId":"%s","spanId":"b7ad6b716920333%d","name":"chat","kind":3,"startTimeUnixNano":"%d","endTimeUnixNano":"%d","attributes":[
        {"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},
        {"key":"gen_ai.provider.name","value":{"stringValue":"openai"}},
        {"key":"gen_ai.request.model","value":{"stringValue":"%s"}},
        {"key":"gen_ai.usage.cost","value":{"doubleValue":0.5}},
        {"key":"gen_ai.usage.input_tokens","value":{"intValue":"1000000"}},
        {"key":"gen_ai.usage.output_tokens","value":{"intValue":"100000"}}]}
      """;

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void aPriceOfTheProjectCoversWhatTheBookDoesNotAndPricesStoredCallsAnew(@TempDir Path data)
      throws Exception {
    try (var server =
        ServerProcess.start(
            data,
            Map.of(
                "CLEW_ANALYSIS_QUIET_AFTER",
                "500ms",
                "CLEW_ANALYSIS_QUIET_WITHOUT_ROOT",
                "500ms"))) {
      // Over when they arrive: usage until now has all of them.
      long now = (Instant.now().getEpochSecond() - 10) * 1_000_000_000L;
      send(
          server.otlp("/v1/traces"),
          "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[%s,%s]}]}]}"
              .formatted(
                  CALL.formatted(TRACE, 1, now, now + 1_000_000_000, "gpt-4o"),
                  CALL.formatted(
                      TRACE, 2, now + 2_000_000_000L, now + 3_000_000_000L, "house-7b")));
      var before = done(server);
      // gpt-4o: 1 M × 2.5 + 0.1 M × 10 US dollars per million.
      assertThat(before.path("cost_usd").asDouble()).isCloseTo(3.5, within(1e-9));
      assertThat(before.path("unpriced_calls").asInt()).isEqualTo(1);

      var own =
          send(
              server.api("/api/v1/prices"),
              """
              {"model": "house-*", "currency": "USD", "rates": {"input": 1, "output": 20}, "valid_from": "2020-01-01", "note": "contract"}
              """);
      assertThat(own.path("price").path("valid_from").asText()).isEqualTo("2020-01-01T00:00:00Z");
      var job = send(server.api("/api/v1/repricings?from=now-1h"), "").path("repricing");
      var receipt = receipt(server, job.path("id").asText());
      assertThat(receipt.path("cost_before_usd").asDouble()).isCloseTo(3.5, within(1e-9));
      assertThat(receipt.path("cost_after_usd").asDouble()).isCloseTo(6.5, within(1e-9));
      assertThat(receipt.path("runs_done").asInt()).isEqualTo(1);

      var after = get(server.api("/api/v1/traces/" + TRACE));
      assertThat(after.path("trace").path("cost_usd").asDouble()).isCloseTo(6.5, within(1e-9));
      assertThat(after.path("trace").path("unpriced_calls").asInt()).isZero();
      var priced = after.path("spans").path(1);
      assertThat(priced.path("cost_source").asText()).isEqualTo("own");
      assertThat(priced.path("price_version").asText())
          .isEqualTo(own.path("price").path("id").asText());
      assertThat(priced.path("claimed_cost_usd").asDouble()).isEqualTo(0.5);
      assertThat(priced.path("cost_output_usd").asDouble()).isCloseTo(2, within(1e-9));
      assertThat(get(server.api("/api/v1/traces?q=cost%3E6")).path("traces")).hasSize(1);
      var usage = get(server.api("/api/v1/usage")).path("series").path(0).path("points").path(0);
      assertThat(usage.path(1).path("cost_usd").asDouble()).isCloseTo(6.5, within(1e-9));
      assertThat(usage.path(1).path("priced_calls").asInt()).isEqualTo(2);
    }
  }

  @Test
  void aPriceThatMakesNoSenseIsRefusedByName(@TempDir Path data) throws Exception {
    try (var server = ServerProcess.start(data)) {
      var url = server.api("/api/v1/prices");
      for (var wrong :
          Map.of(
                  "{}", "model",
                  "{\"model\":\"m\"}", "rates",
                  "{\"model\":\"m\",\"rates\":{\"input\":-1}}", "rates.input",
                  "{\"model\":\"m\",\"rates\":{\"inputs\":1}}", "rates.inputs",
                  "{\"model\":\"m\",\"rates\":{\"input\":1},\"currency\":\"XYZ\"}", "currency",
                  "{\"model\":\"m\",\"rates\":{\"input\":1},\"valid_from\":\"soon\"}", "valid_from",
                  "{\"model\":\"m\",\"rates\":{\"input\":1},\"prize\":1}", "prize")
              .entrySet()) {
        var answer = post(url, wrong.getKey());
        assertThat(answer.statusCode()).as(wrong.getKey()).isEqualTo(400);
        assertThat(json.readTree(answer.body()).path("detail").asText())
            .startsWith(wrong.getValue() + ":");
      }
      assertThat(get(url).path("own")).isEmpty();
      assertThat(get(server.api("/api/v1/prices?model=gpt-4o&limit=3")).path("book")).hasSize(3);
    }
  }

  private JsonNode done(ServerProcess server) throws Exception {
    return Awaiting.until(
        () -> get(server.api("/api/v1/traces/" + TRACE)).path("trace"),
        trace -> trace.path("state").asText().equals("done"),
        "the analysis of the trace");
  }

  private JsonNode receipt(ServerProcess server, String id) throws Exception {
    return Awaiting.until(
        () -> get(server.api("/api/v1/repricings")).path("repricings").path(0),
        job -> job.path("id").asText().equals(id) && job.path("state").asText().equals("done"),
        "the end of the job");
  }

  private JsonNode get(URI url) throws Exception {
    return read(
        http.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString()));
  }

  private JsonNode send(URI url, String body) throws Exception {
    return read(post(url, body));
  }

  private HttpResponse<String> post(URI url, String body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(url)
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private JsonNode read(HttpResponse<String> answer) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json.readTree(answer.body());
  }
}
