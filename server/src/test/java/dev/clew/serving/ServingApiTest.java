// SPDX-License-Identifier: Apache-2.0
package dev.clew.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.clew.testkit.Awaiting;
import dev.clew.traces.SentSpan;
import dev.clew.traces.TestApi;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Model servers and GPUs by their metrics, over HTTP.
class ServingApiTest {

  private static final TestApi API = TestApi.shared();

  private final long now = Instant.now().toEpochMilli();

  @Test
  void theServerOfACallIsFoundByHostAndPortAndSaysWhatItMeasuredThen() {
    var project = "serving-moment";
    metrics(project, "gpu-1:8000", 16, 9, 0.96);
    metrics(project, "gpu-2:8000", 1, 0, 0.1);
    gpu(project, "gpu-1", 97);
    API.send(project, root(), call("gpu-1"));

    var found = moment(project);

    assertThat(found.path("server").path("instance").asText()).isEqualTo("gpu-1:8000");
    assertThat(found.path("server").path("engine").asText()).isEqualTo("vLLM");
    assertThat(found.path("server").path("matched_by").asText()).isEqualTo("host and port");
    assertThat(measure(found.path("server"), "waiting").path("at_call").asDouble()).isEqualTo(9);
    assertThat(measure(found.path("server"), "kv_usage").path("at_call").asDouble())
        .isEqualTo(0.96);
    assertThat(measure(found.path("server"), "output_tokens").path("at_call").asDouble())
        .isCloseTo(1_000 / 15.0, within(0.1));
    assertThat(found.path("gpus")).hasSize(1);
    assertThat(measure(found.path("gpus").path(0), "gpu_utilization").path("at_call").asDouble())
        .isCloseTo(0.97, within(1e-9));
  }

  @Test
  void severalServersOfOneHostAreNotGuessedBetween() {
    var project = "serving-ambiguous";
    metrics(project, "gpu-1:8000", 1, 0, 0.1);
    metrics(project, "gpu-1:8001", 1, 0, 0.1);
    API.send(project, root(), call("gpu-1").with("server.port", 9_999L));

    var found = moment(project);

    assertThat(found.path("server").isNull()).isTrue();
    assertThat(found.path("reason").asText()).contains("none of the 2 known servers is gpu-1:9999");
  }

  @Test
  void aMappingOfTheProjectIsBelieved() {
    var project = "serving-mapped";
    metrics(project, "10.0.0.7:8000", 3, 2, 0.5);
    metrics(project, "10.0.0.8:8000", 1, 0, 0.1);
    API.send(project, root(), call("llm.internal"));
    assertThat(moment(project).path("server").isNull()).isTrue();

    var set =
        API.put(
            project,
            "/serving/settings",
            "{\"mappings\":{\"LLM.internal:8000\":\"10.0.0.7:8000\"},\"gpu_hour_usd\":2.5}");

    assertThat(set.status()).isEqualTo(200);
    var server = moment(project).path("server");
    assertThat(server.path("instance").asText()).isEqualTo("10.0.0.7:8000");
    assertThat(server.path("matched_by").asText()).isEqualTo("the project's mapping");
  }

  @Test
  void serversAreListedWithWhatTheyDid() {
    var project = "serving-list";
    metrics(project, "gpu-1:8000", 16, 9, 0.96);
    gpu(project, "gpu-1", 97);
    API.put(project, "/serving/settings", "{\"gpu_hour_usd\":3.6}");

    var fleet = API.get(project, "/serving", "from", "now-1h").body();
    var server = fleet.path("servers").path(0);

    assertThat(server.path("waiting_max").asDouble()).isEqualTo(9);
    assertThat(server.path("kv_usage_max").asDouble()).isEqualTo(0.96);
    assertThat(server.path("cache_hit_rate").asDouble()).isCloseTo(0.25, within(1e-9));
    assertThat(server.path("queue_time_ms").asDouble()).isCloseTo(500, within(1e-6));
    assertThat(server.path("gpus").asInt()).isEqualTo(1);
    // The 15 s between the scrapes of one GPU for 5,000 tokens.
    assertThat(server.path("usd_per_million_tokens").asDouble()).isCloseTo(3, within(0.01));
    assertThat(server.path("output_tokens_per_s").asDouble()).isCloseTo(1_000 / 15.0, within(0.1));
    assertThat(fleet.path("gpus").path(0).path("gpu_utilization").asDouble())
        .isCloseTo(0.97, within(1e-9));
  }

  @Test
  void serversOnOneHostPayForItsGpuOnce() {
    var project = "serving-shared";
    metrics(project, "gpu-1:8000", 16, 9, 0.96);
    metrics(project, "gpu-1:8001", 3_000);
    gpu(project, "gpu-1", 97);
    API.put(project, "/serving/settings", "{\"gpu_hour_usd\":3.6}");

    var servers = API.get(project, "/serving", "from", "now-1h").body().path("servers");

    var first = byId(servers, "gpu-1:8000");
    assertThat(first.path("gpus").asInt()).isEqualTo(1);
    assertThat(first.path("own_gpus").asDouble()).isCloseTo(0.25, within(1e-6));
    assertThat(first.path("gpus_shared_with").path(0).asText()).isEqualTo("gpu-1:8001");
    // A quarter of the 15 s between the scrapes of one GPU for 5,000 tokens.
    assertThat(first.path("usd_per_million_tokens").asDouble()).isCloseTo(0.75, within(0.01));
    assertThat(first.path("output_tokens_per_s_per_gpu").asDouble())
        .isCloseTo(4_000 / 15.0, within(0.5));
    var second = byId(servers, "gpu-1:8001");
    assertThat(second.path("own_gpus").asDouble()).isCloseTo(0.75, within(1e-6));
    assertThat(second.path("gpus_shared_with").path(0).asText()).isEqualTo("gpu-1:8000");
    var alone = API.get(project, "/serving/server", "id", "gpu-1:8001", "from", "now-1h").body();
    for (var figure : List.of("own_gpus", "usd_per_million_tokens", "gpus_shared_with")) {
      assertThat(alone.path("server").path(figure)).isEqualTo(second.path(figure));
    }
  }

  @Test
  void aGpuThatNamesThePodOfAServerIsNotSharedWithOthersOfItsHost() {
    var project = "serving-pods";
    metrics(project, "10.0.0.1:8000", 1_000, "host.name", "node-1", "k8s.pod.name", "vllm-a");
    metrics(project, "10.0.0.2:8000", 1_000, "host.name", "node-1", "k8s.pod.name", "vllm-b");
    gpu(project, "node-1", 97, "pod", "dcgm-exporter-7", "exported_pod", "vllm-a");

    var servers = API.get(project, "/serving", "from", "now-1h").body().path("servers");

    var owner = byId(servers, "10.0.0.1:8000");
    assertThat(owner.path("gpus").asInt()).isEqualTo(1);
    assertThat(owner.path("own_gpus").asDouble()).isEqualTo(1);
    assertThat(owner.path("gpus_shared_with")).isEmpty();
    assertThat(byId(servers, "10.0.0.2:8000").path("gpus").asInt()).isZero();
  }

  private static JsonNode byId(JsonNode servers, String id) {
    for (var server : servers) {
      if (server.path("id").asText().equals(id)) {
        return server;
      }
    }
    throw new AssertionError("no " + id + " in " + servers);
  }

  @Test
  void aServerTellsItsCallsItsGpusAndWhatItMeasuredOverTime() throws Exception {
    var project = "serving-one";
    metrics(project, "gpu-1:8000", 16, 9, 0.96);
    gpu(project, "gpu-1", 97);
    API.put(project, "/serving/settings", "{\"gpu_prices\":{\"NVIDIA H100\":3.6}}");
    API.send(project, root(), call("gpu-1").with("gen_ai.response.time_to_first_chunk", "0.5"));
    API.send(
        project, SentSpan.root(2, "ask"), SentSpan.chat(SentSpan.root(2, "ask"), 1, "x", 1, 1));

    var one =
        Awaiting.until(
            () -> API.get(project, "/serving/server", "id", "gpu-1:8000", "from", "now-15m").body(),
            found -> found.path("server").path("calls").asInt() == 1,
            "the call that it answered");

    var server = one.path("server");
    assertThat(server.path("timed_calls").asInt()).isEqualTo(1);
    assertThat(server.path("q").asText()).isEqualTo("endpoint:\"gpu-1:8000\"");
    assertThat(server.path("goodput").path(0).path("class").asText()).isEqualTo("chat");
    assertThat(server.path("usd_per_million_tokens").asDouble()).isCloseTo(3, within(0.01));
    assertThat(one.path("places").path(0).path("matched_by").asText()).isEqualTo("host and port");
    assertThat(last(measure(one, "waiting"))).isEqualTo(9);
    assertThat(one.path("gpus").path(0).path("models").path(0).asText()).isEqualTo("NVIDIA H100");
    assertThat(last(measure(one.path("gpus").path(0), "gpu_utilization")))
        .isCloseTo(0.97, within(1e-9));
    assertThat(one.path("goodput_over_time").path(0).path("points")).hasSize(1);
    var traces = API.get(project, "/traces", "q", server.path("q").asText()).body();
    assertThat(traces.path("traces")).hasSize(1);
    var fleet = API.get(project, "/serving").body();
    assertThat(fleet.path("unplaced").path(0).path("model").asText()).isEqualTo("x");
    assertThat(fleet.path("servers").path(0).path("waiting_points")).isNotEmpty();
    assertThat(API.get(project, "/serving/server", "id", "gpu-9:1").status()).isEqualTo(404);
  }

  private static double last(JsonNode measure) {
    var points = measure.path("points");
    return points.path(points.size() - 1).path(1).asDouble();
  }

  @Test
  void nothingIsKnownWithoutMetrics() {
    var project = "serving-none";
    API.send(project, root(), call("gpu-1"));

    assertThat(moment(project).path("reason").asText()).contains("no metrics of a model server");
    assertThat(API.get(project, "/serving").body().path("servers")).isEmpty();
  }

  @Test
  void wrongSettingsAreExplained() {
    var price = API.put("serving-wrong", "/serving/settings", "{\"gpu_hour_usd\":-1}");
    assertThat(price.status()).isEqualTo(400);
    assertThat(price.body().path("detail").asText()).startsWith("gpu_hour_usd");
    assertThat(wrong("{'classes':[{'ttft_ms':5}]}")).startsWith("classes: ");
    assertThat(wrong("{'classes':[{'name':'chat','ttft_ms':0}]}"))
        .isEqualTo(
            "classes.chat.ttft_ms: 0 (expected: milliseconds, more than 0, or nothing when it does not matter)");
    assertThat(wrong("{'classes':[{'name':'a'},{'name':'a'}]}"))
        .isEqualTo("classes: a (expected: each name once)");
    assertThat(wrong("{'mappings':{'llm:80':''}}")).startsWith("mappings.llm:80: ");
    assertThat(wrong("{'gpu_prices':{'NVIDIA H100':'2'}}")).startsWith("gpu_prices.NVIDIA H100: 2");
    assertThat(wrong("{'gpu_price':1}")).startsWith("gpu_price: ");
  }

  private static String wrong(String settings) {
    var answer = API.put("serving-wrong", "/serving/settings", settings.replace('\'', '"'));
    assertThat(answer.status()).isEqualTo(400);
    return answer.body().path("detail").asText();
  }

  private static SentSpan root() {
    return SentSpan.root(1, "ask").ago(30_000).taking(5_000);
  }

  private static SentSpan call(String host) {
    return SentSpan.chat(root(), 1, "llama-8b", 500, 50)
        .ago(30_000)
        .taking(5_000)
        .with("server.address", host)
        .with("server.port", 8_000L);
  }

  private static JsonNode moment(String project) {
    var root = root();
    var call = call("any");
    return API.get(project, "/traces/" + root.trace() + "/spans/" + call.id() + "/server").body();
  }

  private static JsonNode measure(JsonNode owner, String name) {
    for (var measure : owner.path("measures")) {
      if (measure.path("measure").asText().equals(name)) {
        return measure;
      }
    }
    throw new AssertionError("no " + name + " in " + owner);
  }

  /// Two scrapes of a vLLM, 15 s apart, the second while the call was under way.
  private void metrics(String project, String instance, double running, double waiting, double kv) {
    var request = JsonNodeFactory.instance.objectNode();
    var resource = request.putArray("resourceMetrics").addObject();
    attribute(resource.putObject("resource"), "service.name", "vllm");
    attribute((ObjectNode) resource.get("resource"), "service.instance.id", instance);
    var metrics = resource.putArray("scopeMetrics").addObject().putArray("metrics");
    gauge(metrics.addObject(), "vllm:num_requests_running", running);
    gauge(metrics.addObject(), "vllm:num_requests_waiting", waiting);
    gauge(metrics.addObject(), "vllm:kv_cache_usage_perc", kv);
    counter(metrics.addObject(), "vllm:generation_tokens_total", 1_000);
    counter(metrics.addObject(), "vllm:prompt_tokens_total", 4_000);
    counter(metrics.addObject(), "vllm:prefix_cache_queries_total", 4_000);
    counter(metrics.addObject(), "vllm:prefix_cache_hits_total", 1_000);
    histogram(metrics.addObject(), "vllm:request_queue_time_seconds", 10, 5);
    send(project, request);
  }

  /// Two scrapes of a vLLM, in which it wrote so many tokens.
  ///
  /// @param more of its resource, names and values in turn
  private void metrics(String project, String instance, double written, String... more) {
    var request = JsonNodeFactory.instance.objectNode();
    var from = request.putArray("resourceMetrics").addObject();
    var resource = from.putObject("resource");
    attribute(resource, "service.name", "vllm");
    attribute(resource, "service.instance.id", instance);
    for (int i = 0; i < more.length; i += 2) {
      attribute(resource, more[i], more[i + 1]);
    }
    var metrics = from.putArray("scopeMetrics").addObject().putArray("metrics");
    counter(metrics.addObject(), "vllm:generation_tokens_total", written);
    send(project, request);
  }

  /// @param more labels, names and values in turn
  private void gpu(String project, String host, double percent, String... more) {
    var request = JsonNodeFactory.instance.objectNode();
    var resource = request.putArray("resourceMetrics").addObject();
    attribute(resource.putObject("resource"), "service.name", "dcgm");
    attribute((ObjectNode) resource.get("resource"), "service.instance.id", host + ":9400");
    var metric =
        resource
            .putArray("scopeMetrics")
            .addObject()
            .putArray("metrics")
            .addObject()
            .put("name", "DCGM_FI_DEV_GPU_UTIL");
    var point = metric.putObject("gauge").putArray("dataPoints").addObject();
    point.put("timeUnixNano", at(28_000)).put("asDouble", percent);
    attribute(point, "UUID", "GPU-1");
    attribute(point, "modelName", "NVIDIA H100");
    attribute(point, "hostname", host);
    for (int i = 0; i < more.length; i += 2) {
      attribute(point, more[i], more[i + 1]);
    }
    send(project, request);
  }

  private void gauge(ObjectNode metric, String name, double value) {
    var points = metric.put("name", name).putObject("gauge").putArray("dataPoints");
    points.addObject().put("timeUnixNano", at(43_000)).put("asDouble", value);
    points.addObject().put("timeUnixNano", at(28_000)).put("asDouble", value);
  }

  private void counter(ObjectNode metric, String name, double grown) {
    var points =
        metric
            .put("name", name)
            .putObject("sum")
            .put("aggregationTemporality", 2)
            .put("isMonotonic", true)
            .putArray("dataPoints");
    points
        .addObject()
        .put("startTimeUnixNano", at(90_000))
        .put("timeUnixNano", at(43_000))
        .put("asDouble", 7_000);
    points
        .addObject()
        .put("startTimeUnixNano", at(90_000))
        .put("timeUnixNano", at(28_000))
        .put("asDouble", 7_000 + grown);
  }

  private void histogram(ObjectNode metric, String name, long count, double sum) {
    var points =
        metric
            .put("name", name)
            .putObject("histogram")
            .put("aggregationTemporality", 2)
            .putArray("dataPoints");
    bucket(points.addObject(), 43_000, 5, 1);
    bucket(points.addObject(), 28_000, 5 + count, 1 + sum);
  }

  private void bucket(ObjectNode point, long ago, long count, double sum) {
    point
        .put("startTimeUnixNano", at(90_000))
        .put("timeUnixNano", at(ago))
        .put("count", Long.toString(count))
        .put("sum", sum);
    point.putArray("explicitBounds").add(0.3);
    point.putArray("bucketCounts").add("0").add(Long.toString(count));
  }

  /// The same moment for all points of a test, so that two scrapes are 15 s apart.
  private String at(long agoMs) {
    return (now - agoMs) + "000000";
  }

  private static void attribute(ObjectNode owner, String key, String value) {
    owner
        .withArray("attributes")
        .addObject()
        .put("key", key)
        .putObject("value")
        .put("stringValue", value);
  }

  private static void send(String project, ObjectNode request) {
    assertThat(API.export(project, "/v1/metrics", request.toString()).status()).isEqualTo(200);
  }
}
