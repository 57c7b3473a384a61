// SPDX-License-Identifier: Apache-2.0
package dev.clew.dropin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clew.testkit.Awaiting;
import dev.clew.testkit.ServerProcess;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Senders of other back ends, on a real server.
class DropInServerTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String TRACE = "0123456789abcdef0123456789abcdef";

  @Test
  void whatOtherBackEndsAreSentIsReadAsSpans(@TempDir Path data) throws Exception {
    try (var server = ServerProcess.start(data)) {
      answersWhatIsAskedBefore(server);
      langfuseEventsOfOneObjectAreOneSpan(server);
      langSmithRunsInPartsOfAMultipart(server);
      opikSpansOfABatch(server);
      scoresAreBelowWhatTheyJudge(server);
      scoresOfSpansFindTheirTrace(server);
      oddNumbersAreNoTimes(server);
      zipkinSpans(server);
      assertThat(server.stop()).isZero();
    }
  }

  @Test
  void whatIsHeldSurvivesAKill(@TempDir Path data) throws Exception {
    var begin =
        "{'id':'7b1c6f5e-0000-4000-8000-000000000001','trace_id':'7b1c6f5e-0000-4000-8000-000000000001','name':'ask','run_type':'chain','start_time':'2026-01-01T00:00:00'}";
    try (var server = ServerProcess.start(data)) {
      assertThat(send(server, "POST", "/runs", begin).statusCode()).isEqualTo(202);
      server.kill();
    }
    try (var server = ServerProcess.start(data)) {
      var end = "{'end_time':'2026-01-01T00:00:05'}";
      assertThat(
              send(server, "PATCH", "/runs/7b1c6f5e-0000-4000-8000-000000000001", end).statusCode())
          .isEqualTo(202);
      var spans = trace(server, "7b1c6f5e000040008000000000000001");
      assertThat(spans).hasSize(1);
      assertThat(spans.get(0).path("name").asText()).isEqualTo("ask");
      assertThat(spans.get(0).path("duration_ms").asDouble()).isEqualTo(5_000);
    }
  }

  private static void answersWhatIsAskedBefore(ServerProcess server) throws Exception {
    var project = JSON.readTree(send(server, "GET", "/api/public/projects", "").body());
    assertThat(project.at("/data/0/id").asText()).isEqualTo("default");
    assertThat(project.at("/data/0/organization/id").isTextual()).isTrue();
    assertThat(project.at("/data/0/metadata").isObject()).isTrue();
    assertThat(send(server, "HEAD", "/adapt_key/api/otlp/traces", "").statusCode()).isEqualTo(405);
    for (var path :
        List.of(
            "/api/v1/private/auth",
            "/sessions",
            "/graphql",
            "/traces/obj/create",
            "/traces/file/create",
            "/api/2.0/mlflow/experiments/search")) {
      assertThat(send(server, "POST", path, "{}").statusCode()).as(path).isEqualTo(200);
    }
    for (var path :
        List.of(
            "/api/public/health",
            "/api/v1/private/auth/workspace",
            "/is-alive/ping",
            "/info",
            "/sessions?name=a",
            "/version",
            "/traces/server_info",
            "/api/2.0/mlflow/experiments/get?experiment_id=0")) {
      assertThat(send(server, "GET", path, "").statusCode()).as(path).isEqualTo(200);
    }
  }

  private static void langfuseEventsOfOneObjectAreOneSpan(ServerProcess server) throws Exception {
    var created =
        send(
            server,
            "POST",
            "/api/public/ingestion",
            "{'batch':[{'id':'e1','type':'generation-create','timestamp':'2026-01-01T00:00:00Z','body':{'id':'g1','traceId':'"
                + TRACE
                + "','name':'answer','startTime':'2026-01-01T00:00:00Z','model':'m','input':'hi'}},{'id':'e2','type':'nonsense','body':{}}]}");
    assertThat(created.statusCode()).isEqualTo(207);
    var results = JSON.readTree(created.body());
    assertThat(results.at("/successes/0/id").asText()).isEqualTo("e1");
    assertThat(results.at("/errors/0/id").asText()).isEqualTo("e2");
    assertThat(results.at("/errors/0/status").asInt()).isEqualTo(400);
    send(
        server,
        "POST",
        "/api/public/ingestion",
        "{'batch':[{'id':'e3','type':'generation-update','timestamp':'2026-01-01T00:00:03Z','body':{'id':'g1','traceId':'"
            + TRACE
            + "','endTime':'2026-01-01T00:00:02Z','completionStartTime':'2026-01-01T00:00:01Z','output':'there','usage':{'input':7,'output':2,'total':9,'unit':'TOKENS'}}}]}");
    var spans = trace(server, TRACE);
    assertThat(spans).hasSize(1);
    var span = spans.get(0);
    assertThat(span.path("op").asText()).isEqualTo("chat");
    assertThat(span.path("input_tokens").asInt()).isEqualTo(7);
    assertThat(span.path("output_tokens").asInt()).isEqualTo(2);
    assertThat(span.path("ttft_ms").asDouble()).isEqualTo(1_000);
  }

  private static void langSmithRunsInPartsOfAMultipart(ServerProcess server) throws Exception {
    var id = "11111111-2222-4333-8444-555555555555";
    var body =
        String.join(
            "\r\n",
            "--b",
            "Content-Disposition: form-data; name=\"post." + id + "\"",
            "Content-Type: application/json",
            "",
            "{\"trace_id\":\"%s\",\"name\":\"llm\",\"run_type\":\"llm\",\"start_time\":\"2026-01-01T00:00:00\",\"end_time\":\"2026-01-01T00:00:01\"}"
                .formatted(id),
            "--b",
            "Content-Disposition: form-data; name=\"post." + id + ".outputs\"",
            "Content-Type: application/json",
            "",
            "{\"usage_metadata\":{\"input_tokens\":5,\"output_tokens\":3,\"total_tokens\":8}}",
            "--b--",
            "");
    assertThat(raw(server, "POST", "/runs/multipart", body).statusCode()).isEqualTo(202);
    var span = trace(server, id.replace("-", "")).get(0);
    assertThat(span.path("op").asText()).isEqualTo("chat");
    assertThat(span.path("input_tokens").asInt()).isEqualTo(5);
  }

  private static void opikSpansOfABatch(ServerProcess server) throws Exception {
    var trace = "01a20e6d-0619-77b8-8628-6504828aaf50";
    var answer =
        send(
            server,
            "POST",
            "/api/v1/private/spans/batch",
            "{'spans':[{'id':'s1','trace_id':'"
                + trace
                + "','name':'ask','type':'llm','model':'m','start_time':'2026-01-01T00:00:00Z','end_time':'2026-01-01T00:00:01Z','usage':{'prompt_tokens':4,'completion_tokens':6}}]}");
    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(trace(server, trace.replace("-", "")).get(0).path("output_tokens").asInt())
        .isEqualTo(6);
  }

  private static void scoresAreBelowWhatTheyJudge(ServerProcess server) throws Exception {
    var trace = "01a20e6d-0619-77b8-8628-6504828aaf51";
    send(
        server,
        "POST",
        "/api/v1/private/traces",
        "{'id':'%s','name':'answer','start_time':'2026-01-01T00:00:00Z','end_time':'2026-01-01T00:00:01Z'}"
            .formatted(trace));
    var scored =
        send(
            server,
            "PUT",
            "/api/v1/private/traces/feedback-scores",
            "{'scores':[{'id':'%s','name':'correct','value':0.5,'source':'sdk'}]}"
                .formatted(trace));
    assertThat(scored.statusCode()).isEqualTo(204);
    var sent =
        send(
            server,
            "POST",
            "/api/public/scores",
            "{'traceId':'%s','name':'tone','value':1}".formatted(trace.replace("-", "")));
    assertThat(sent.statusCode()).isEqualTo(200);
    assertThat(JSON.readTree(sent.body()).path("id").asText()).isNotEmpty();
    assertThat(trace(server, trace.replace("-", "")))
        .extracting(span -> span.path("name").asText())
        .containsExactlyInAnyOrder("answer", "score correct", "score tone");
    var list =
        send(
            server,
            "POST",
            "/api/public/scores",
            "[{'traceId':'%1$s','name':'short','value':1},{'traceId':'%1$s','name':'kind','value':0}]"
                .formatted(trace.replace("-", "")));
    assertThat(list.statusCode()).isEqualTo(200);
    assertThat(trace(server, trace.replace("-", ""))).hasSize(5);
  }

  private static void scoresOfSpansFindTheirTrace(ServerProcess server) throws Exception {
    var trace = "01a20e6d-0619-77b8-8628-6504828aaf52";
    var span = "01a20e6d-0619-77b8-8628-6504828aaf53";
    var scores = "{'scores':[{'id':'%s','name':'correct','value':1}]}".formatted(span);
    var path = "/api/v1/private/spans/feedback-scores";
    // Before its span, as senders with several threads do.
    assertThat(send(server, "PUT", path, scores).statusCode()).isEqualTo(204);
    send(
        server,
        "POST",
        "/api/v1/private/spans",
        "{'id':'%s','trace_id':'%s','name':'answer','start_time':'2026-01-01T00:00:00Z','end_time':'2026-01-01T00:00:01Z'}"
            .formatted(span, trace));
    var one = "/api/v1/private/spans/" + span + "/feedback-scores";
    assertThat(send(server, "PUT", one, "{'name':'tone','value':0.5}").statusCode()).isEqualTo(204);
    var all =
        Awaiting.until(
            () -> trace(server, trace.replace("-", "")), spans -> spans.size() == 3, "scores");
    var judged = Ids.span(span);
    assertThat(all)
        .filteredOn(below -> below.path("name").asText().startsWith("score "))
        .hasSize(2)
        .allSatisfy(score -> assertThat(score.path("parent_span_id").asText()).isEqualTo(judged));
  }

  private static void oddNumbersAreNoTimes(ServerProcess server) throws Exception {
    var trace = "0123456789abcdef0123456789abcdee";
    var run =
        "{'id':'odd','trace_id':'%s','name':'ask','start_time':1e999,'end_time':'%s'}"
            .formatted(trace, "T".repeat(100_000));
    assertThat(send(server, "POST", "/runs", run).statusCode()).isEqualTo(202);
    assertThat(trace(server, trace)).hasSize(1);
    var zipkin =
        "[{'traceId':'%s','id':'bb','timestamp':9223372036854775807,'duration':-5}]"
            .formatted(trace);
    assertThat(send(server, "POST", "/api/v2/spans", zipkin).statusCode()).isEqualTo(202);
    assertThat(trace(server, trace)).hasSize(2);
  }

  private static void zipkinSpans(ServerProcess server) throws Exception {
    var answer =
        send(
            server,
            "POST",
            "/api/v2/spans",
            "[{'traceId':'00000000000000aa','id':'bb','name':'get','kind':'CLIENT','timestamp':1767225600000000,'duration':1500,'localEndpoint':{'serviceName':'shop'},'tags':{'http.method':'GET'}},"
                + "{'traceId':'00000000000000aa','id':'bb','shared':true,'name':'get','kind':'SERVER','timestamp':1767225600000100,'duration':900,'localEndpoint':{'serviceName':'stock'}},"
                + "{'traceId':'00000000000000aa','id':'cc','parentId':'bb','name':'select','timestamp':1767225600000200,'duration':100,'localEndpoint':{'serviceName':'stock'}}]");
    assertThat(answer.statusCode()).isEqualTo(202);
    var spans = trace(server, "000000000000000000000000000000aa");
    assertThat(spans).hasSize(3);
    assertThat(spans.get(1).path("parent_span_id").asText()).isEqualTo("00000000000000bb");
    assertThat(spans.get(1).path("service").asText()).isEqualTo("stock");
    assertThat(spans.get(2).path("parent_span_id")).isEqualTo(spans.get(1).path("span_id"));
  }

  private static JsonNode trace(ServerProcess server, String id)
      throws IOException, InterruptedException {
    var answer =
        HTTP.send(
            HttpRequest.newBuilder(server.api("/api/v1/traces/" + id)).build(),
            HttpResponse.BodyHandlers.ofString());
    return JSON.readTree(answer.body()).path("spans");
  }

  private static HttpResponse<String> send(
      ServerProcess server, String method, String path, String body) throws Exception {
    return raw(server, method, path, body.replace('\'', '"'));
  }

  private static HttpResponse<String> raw(
      ServerProcess server, String method, String path, String body) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(server.otlp(path))
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .header("x-api-key", "any")
            .header("x-mlflow-client-version", "3.0.0")
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
