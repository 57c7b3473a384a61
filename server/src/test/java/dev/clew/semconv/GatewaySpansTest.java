// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import static dev.clew.semconv.RawSpanBuilder.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Layer;
import dev.clew.model.Operation;
import dev.clew.model.SpanKind;
import dev.clew.model.Value;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Spans of gateways, written after their sources and documentation.
class GatewaySpansTest {

  /// developer.konghq.com, "Gen AI OpenTelemetry spans attributes reference".
  @Test
  void kongTellsOfTheModelInASpanOfItsOwn() {
    var call =
        span()
            .scope("kong-internal")
            .name("kong.gen_ai")
            .with("gen_ai.operation.name", "chat")
            .with("gen_ai.provider.name", "openai")
            .with("gen_ai.request.model", "gpt-5-mini")
            .with("gen_ai.response.model", "gpt-5-mini-2025-08-07")
            .with("gen_ai.response.id", "chatcmpl-1")
            .with("gen_ai.tool.name", "get_temperature")
            .with("gen_ai.usage.input_tokens", 140)
            .with("gen_ai.usage.output_tokens", 22)
            .read();
    assertThat(call.layer()).isEqualTo(Layer.AI_GATEWAY);
    assertThat(call.op()).isEqualTo(Operation.CHAT);
    assertThat(call.call().provider()).isEqualTo("openai");
    assertThat(call.call().responseModel()).isEqualTo("gpt-5-mini-2025-08-07");
    assertThat(call.usage().input()).isEqualTo(140);

    var plugin = span().scope("kong-internal").name("kong.access.plugin.ai-proxy");
    assertThat(plugin.read().layer()).isEqualTo(Layer.API_GATEWAY);
    assertThat(plugin.read().op()).isEqualTo(Operation.OTHER);
  }

  /// alibaba/higress, `plugins/wasm-go/extensions/ai-statistics`: Envoy's span, all tags as text.
  @Test
  void higressMarksTheSpanOfEnvoy() {
    var call =
        higress()
            .with("gen_ai.request.model", "qwen-max")
            .with("gen_ai.model_name", "qwen-max-2025-01-25")
            .with("gen_ai.usage.input_tokens", "120")
            .with("gen_ai.usage.output_tokens", "30")
            .with("gen_ai.usage.total_tokens", "150")
            .read();
    assertThat(call.layer()).isEqualTo(Layer.AI_GATEWAY);
    assertThat(call.op()).isEqualTo(Operation.CHAT);
    assertThat(call.call().requestModel()).isEqualTo("qwen-max");
    assertThat(call.call().responseModel()).isEqualTo("qwen-max-2025-01-25");
    assertThat(call.usage().input()).isEqualTo(120);
    assertThat(call.usage().output()).isEqualTo(30);
  }

  @Test
  void aModelThatHigressDidNotFindIsUnknown() {
    var call = higress().with("gen_ai.request.model", "UNKNOWN").read();
    assertThat(call.call().requestModel()).isNull();
    assertThat(call.usage().isKnown()).isFalse();
  }

  /// envoyproxy/ai-gateway, `internal/tracing`: OpenInference, or the GenAI conventions when asked.
  @Test
  void envoyAiGatewaySpeaksOpenInferenceUnlessToldOtherwise() {
    var usual =
        span()
            .scope("envoyproxy/ai-gateway")
            .name("ChatCompletion")
            .with("openinference.span.kind", "LLM")
            .with("llm.system", "openai")
            .with("llm.model_name", "gpt-4.1-nano")
            .with("llm.token_count.prompt", 20)
            .with("llm.token_count.prompt_details.cache_read", 5)
            .with("llm.token_count.completion", 7)
            .with("llm.token_count.total", 27)
            .read();
    var asked =
        span()
            .scope("envoyproxy/ai-gateway")
            .name("chat gpt-4.1-nano")
            .kind(SpanKind.CLIENT)
            .with("gen_ai.operation.name", "chat")
            .with("gen_ai.provider.name", "openai")
            .with("gen_ai.request.model", "gpt-4.1-nano")
            .with("gen_ai.usage.input_tokens", 20)
            .with("gen_ai.usage.cache_read.input_tokens", 5)
            .with("gen_ai.usage.output_tokens", 7)
            .read();
    assertThat(usual.dialect()).isEqualTo("openinference");
    assertThat(asked.dialect()).isEqualTo("otel_genai");
    for (var call : List.of(usual, asked)) {
      assertThat(call.layer()).isEqualTo(Layer.AI_GATEWAY);
      assertThat(call.op()).isEqualTo(Operation.CHAT);
      assertThat(call.call().provider()).isEqualTo("openai");
      assertThat(call.usage().input()).isEqualTo(20);
      assertThat(call.usage().cacheRead()).isEqualTo(5);
      assertThat(call.usage().output()).isEqualTo(7);
    }
  }

  @Test
  void agentgatewaySpeaksTheConventionsWithTimesOfItsOwn() {
    var call =
        span()
            .scope("agentgateway")
            .name("chat gpt-4o-mini")
            .with("gen_ai.operation.name", "chat")
            .with("gen_ai.provider.name", "openai")
            .with("gen_ai.request.model", "gpt-4o-mini")
            .with("gen_ai.usage.input_tokens", 20)
            .with("gen_ai.usage.output_tokens", 7)
            .with("agw.ai.time_to_first_token", "0.25")
            .read();
    assertThat(call.layer()).isEqualTo(Layer.AI_GATEWAY);
    assertThat(call.call().provider()).isEqualTo("openai");
    assertThat(call.usage().input()).isEqualTo(20);
    assertThat(call.call().ttftMs()).isEqualTo(250);
  }

  /// apache/apisix, `apisix/plugins/opentelemetry.lua`: attributes are read before the request goes
  /// on, so nothing of the model is in them; the access log has it.
  @ParameterizedTest
  @ValueSource(strings = {"GET /v1/chat/completions", "http.proxy"})
  void apisixIsKnownByItsTracer(String name) {
    var request = span().scope("opentelemetry-lua").name(name).kind(SpanKind.SERVER);
    assertThat(request.with("apisix.route_id", "1").read().layer()).isEqualTo(Layer.API_GATEWAY);
  }

  private static RawSpanBuilder higress() {
    return span()
        .resource("service.name", Value.of("higress-gateway.higress-system"))
        .scope("")
        .name("egress qwen.internal.dns")
        .kind(SpanKind.CLIENT)
        .with("component", "proxy")
        .with("upstream_cluster", "outbound|443||qwen.internal.dns")
        .with("http.method", "POST")
        .with("gen_ai.span.kind", "LLM");
  }
}
