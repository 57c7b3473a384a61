// SPDX-License-Identifier: Apache-2.0
package dev.clew.accesslogs;

import dev.clew.accesslogs.GatewayRequest.ModelUse;
import org.jspecify.annotations.Nullable;

/// Envoy AI Gateway, and any other Envoy: tokens come from the dynamic metadata
/// `io.envoy.ai_gateway` under names that the operator chooses; those of its documentation and of
/// its default configuration are known (envoyproxy/ai-gateway
/// `site/docs/capabilities/observability/accesslogs.md`, `examples/access-log`).
final class EnvoyAiGatewayLog implements AccessLogs.Format {

  private static final String[] REQUEST_MODEL = {
    "gen_ai.request.model", "genai_model_name", "x-ai-eg-model", "ai_model", "model"
  };
  private static final String[] RESPONSE_MODEL = {
    "gen_ai.response.model",
    "genai_model_name_override",
    "genai_response_model",
    "model_name_override",
    "response_model"
  };
  private static final String[] PROVIDER = {
    "gen_ai.provider.name", "genai_backend_name", "backend_name", "ai_service_backend_name"
  };
  private static final String[] INPUT = {
    "gen_ai.usage.input_tokens",
    "genai_tokens_input",
    "genai_input_tokens",
    "llm_input_token",
    "input_tokens"
  };
  private static final String[] OUTPUT = {
    "gen_ai.usage.output_tokens",
    "genai_tokens_output",
    "genai_output_tokens",
    "llm_output_token",
    "output_tokens"
  };
  private static final String[] CACHED = {
    "gen_ai.usage.cached_input_tokens",
    "gen_ai.usage.cache_read.input_tokens",
    "genai_tokens_cached_input",
    "llm_cached_input_token",
    "cached_input_tokens"
  };
  private static final String[] REASONING = {
    "gen_ai.usage.reasoning_tokens", "gen_ai.usage.reasoning.output_tokens", "llm_reasoning_token"
  };

  @Override
  public Gateway gateway() {
    return Gateway.ENVOY;
  }

  @Override
  public boolean recognises(Line line) {
    return line.has("response_code")
        && line.hasAny(
            "x-envoy-origin-path",
            "x-envoy-upstream-service-time",
            "x_envoy_upstream_service_time",
            "upstream_cluster",
            "upstream_host",
            "genai_model_name",
            "gen_ai.request.model");
  }

  @Override
  public @Nullable GatewayRequest read(Line line) {
    return EnvoyFields.request(
        gateway(), line, model(line), line.text("caller", "consumer", "user.id", "x-user-id"));
  }

  private static @Nullable ModelUse model(Line line) {
    if (line.text(REQUEST_MODEL) == null
        && line.whole(INPUT) == null
        && line.whole(OUTPUT) == null) {
      return null;
    }
    return new ModelUse(
        backend(line.text(PROVIDER)),
        line.text(REQUEST_MODEL),
        line.text(RESPONSE_MODEL),
        line.text("gen_ai.response.id"),
        line.whole(INPUT),
        line.whole(OUTPUT),
        line.whole(CACHED),
        line.whole(REASONING),
        line.number("gen_ai.server.time_to_first_token_ms", "genai_time_to_first_token"),
        line.bool("gen_ai.request.stream", "genai_stream"),
        line.text("session.id", "gen_ai.conversation.id"),
        null,
        null,
        null);
  }

  /// The name is the path of a resource: `default/openai-backend/route/gateway/rule/0/ref/0`.
  private static @Nullable String backend(@Nullable String name) {
    if (name == null || name.indexOf('/') < 0) {
      return name;
    }
    var steps = name.split("/");
    return steps.length > 1 && !steps[1].isEmpty() ? steps[1] : name;
  }
}
