// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import dev.clew.model.Layer;
import dev.clew.model.Operation;
import dev.clew.model.Resource;
import dev.clew.model.Scope;
import dev.clew.model.SpanKind;
import dev.clew.semconv.dialect.Field;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which hop recorded a span (semconv §8.2, first match wins).
final class Layers {

  private static final Set<String> CLIENT_LANGUAGES = Set.of("webjs", "swift");
  private static final Set<String> CLIENT_SYSTEMS = Set.of("android", "ios");
  private static final Set<String> MODEL_SERVERS =
      Set.of("vllm", "sglang", "tgi", "triton", "tritonserver", "ollama", "llama.cpp", "lmdeploy");
  private static final Set<String> AI_GATEWAYS =
      Set.of("agentgateway", "envoy-ai-gateway", "ai-gateway-extproc");
  private static final Set<String> API_GATEWAY_SCOPES =
      Set.of("nginx", "ngx_otel_module", "kong-internal", "apisix", "clew.access_log");

  /// Of spans made from lines of access logs that speak of a model.
  private static final Set<String> AI_GATEWAY_SCOPES = Set.of("clew.access_log.ai");

  private Layers() {}

  /// What the resource and scope decide for all their spans; `null` when each span decides.
  static @Nullable Layer of(Resource resource, Scope scope) {
    var attributes = resource.attributes();
    var language = Coercion.text(attributes.get("telemetry.sdk.language"));
    var system = Coercion.text(attributes.get("os.name"));
    boolean isClient =
        (language != null && CLIENT_LANGUAGES.contains(language))
            || (system != null && CLIENT_SYSTEMS.contains(system.toLowerCase(Locale.ROOT)))
            || attributes.get("browser.language") != null
            || attributes.get("browser.platform") != null
            || attributes.get("device.model.identifier") != null
            || scope.name().startsWith("@opentelemetry/browser-instrumentation/");
    if (isClient) {
      return Layer.CLIENT;
    }
    var service = resource.service();
    if (MODEL_SERVERS.contains(service) || scope.name().equals("sglang server")) {
      return Layer.MODEL_SERVER;
    }
    if (AI_GATEWAY_SCOPES.contains(scope.name())) {
      return Layer.AI_GATEWAY;
    }
    if (API_GATEWAY_SCOPES.contains(scope.name())) {
      return Layer.API_GATEWAY;
    }
    return AI_GATEWAYS.contains(service) ? Layer.AI_GATEWAY : null;
  }

  static Layer of(Draft draft, Operation op) {
    var layer = draft.origin().layer();
    if (layer != null) {
      return layer;
    }
    if (draft.has(Field.MCP_METHOD) && draft.span().kind() == SpanKind.SERVER) {
      return Layer.TOOL;
    }
    return switch (op.group()) {
      case TOOL -> Layer.TOOL;
      case DATA -> Layer.DATA;
      case MODEL, AGENT, WORKFLOW, QUALITY, PROMPT -> Layer.APP;
      case INFRA ->
          switch (op) {
            case DB, CACHE, MQ -> Layer.DATA;
            default -> Layer.APP;
          };
    };
  }
}
