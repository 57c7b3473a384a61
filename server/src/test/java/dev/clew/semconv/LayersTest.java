// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import static dev.clew.semconv.RawSpanBuilder.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Layer;
import dev.clew.model.LayerRule;
import dev.clew.model.RawBatch;
import dev.clew.model.Value;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayersTest {

  @ParameterizedTest
  @CsvSource({
    "gen_ai.operation.name, chat, APP",
    "gen_ai.operation.name, invoke_agent, APP",
    "gen_ai.operation.name, execute_tool, TOOL",
    "gen_ai.operation.name, retrieval, DATA",
    "mcp.method.name, initialize, TOOL",
    "db.system.name, postgresql, DATA",
    "messaging.system, kafka, DATA",
    "http.request.method, GET, APP",
  })
  void placesASpanByItsOperation(String key, String value, Layer layer) {
    assertThat(span().with(key, value).read().layer()).isEqualTo(layer);
  }

  @ParameterizedTest
  @CsvSource({
    "telemetry.sdk.language, webjs, CLIENT",
    "os.name, iOS, CLIENT",
    "service.name, vllm, MODEL_SERVER",
    "service.name, agentgateway, AI_GATEWAY",
  })
  void placesAllSpansOfAResource(String key, String value, Layer layer) {
    var span = span().resource(key, Value.of(value)).with("gen_ai.operation.name", "chat").read();

    assertThat(span.layer()).isEqualTo(layer);
  }

  @Test
  void placesAProxyByItsScope() {
    assertThat(span().scope("nginx").read().layer()).isEqualTo(Layer.API_GATEWAY);
  }

  @Test
  void aProxyThatSpeaksOfAModelIsAGatewayToModels() {
    var proxy = span().with("component", "proxy");
    assertThat(proxy.read().layer()).isEqualTo(Layer.API_GATEWAY);
    assertThat(proxy.with("gen_ai.operation.name", "chat").read().layer())
        .isEqualTo(Layer.AI_GATEWAY);
    var envoy = span().resource("telemetry.sdk.name", Value.of("envoy"));
    assertThat(envoy.read().layer()).isEqualTo(Layer.API_GATEWAY);
  }

  @Test
  void anEngineIsKnownByTheTimesItReports() {
    assertThat(span().with("gen_ai.latency.time_to_first_token", "0.2").read().layer())
        .isEqualTo(Layer.MODEL_SERVER);
  }

  @Test
  void theResourceMayStateItsLayer() {
    var stated = span().resource("clew.layer", Value.of("api_gateway"), "os.name", Value.of("iOS"));
    assertThat(stated.read().layer()).isEqualTo(Layer.API_GATEWAY);
  }

  @ParameterizedTest
  @CsvSource({
    "service, edge-*, AI_GATEWAY",
    "service, EDGE-eu, AI_GATEWAY",
    "resource.team, core, AI_GATEWAY",
    "attr.http.status, 200, AI_GATEWAY",
    "attr.http.status, 404, APP",
    "scope, other, APP",
    "attr.missing, *, APP",
  })
  void rulesOfTheProjectComeFirst(String key, String value, Layer layer) {
    var raw =
        span()
            .resource("service.name", Value.of("edge-eu"), "team", Value.of("core"))
            .with("http.status", 200)
            .raw();
    var rules = List.of(new LayerRule("1", key, value, Layer.AI_GATEWAY));
    var batch = new RawBatch("default", List.of(raw), List.of(), 0, 100);

    var read = new Conventions(_ -> rules).apply(batch).spans().getFirst();

    assertThat(read.layer()).isEqualTo(layer);
  }
}
