// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import static dev.clew.semconv.RawSpanBuilder.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Layer;
import dev.clew.model.Value;
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
}
