// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import dev.clew.model.Layer;
import dev.clew.model.LayerRule;
import dev.clew.model.Operation;
import dev.clew.model.Operation.Group;
import dev.clew.model.Resource;
import dev.clew.model.Scope;
import dev.clew.model.SpanKind;
import dev.clew.semconv.dialect.Field;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which hop recorded a span (semconv §8.2): a table of rules, of which the first that matches
/// decides. Rules of the project come first, then what resource and scope say of all their spans,
/// then what the span does.
public final class Layers {

  /// The resource attribute by which an operator states the layer.
  static final String STATED = "clew.layer";

  private static final Set<String> CLIENT_LANGUAGES = Set.of("webjs", "swift");
  private static final Set<String> CLIENT_SYSTEMS = Set.of("android", "ios");
  private static final List<String> CLIENT_KEYS =
      List.of("browser.language", "browser.platform", "browser.brands", "device.model.identifier");
  private static final Set<String> MODEL_SERVERS =
      Set.of("vllm", "sglang", "tgi", "triton", "tritonserver", "ollama", "llama.cpp", "lmdeploy");
  private static final Set<String> AI_GATEWAYS =
      Set.of("agentgateway", "envoy-ai-gateway", "ai-gateway-extproc");
  private static final Set<String> AI_GATEWAY_SCOPES =
      Set.of("envoyproxy/ai-gateway", "agentgateway", "clew.access_log.ai");
  private static final Set<String> API_GATEWAY_SCOPES =
      Set.of(
          "nginx",
          "ngx_otel_module",
          "kong-internal",
          "apisix",
          // What APISIX's plug-in calls its tracer.
          "opentelemetry-lua",
          "clew.access_log");

  /// What LiteLLM's proxy calls its spans around a request.
  private static final Set<String> LITELLM_PROXY =
      Set.of("Received Proxy Server Request", "proxy_pre_call", "router");

  /// A rule of this server, as a person reads it.
  ///
  /// @param layer `null` when the span says it itself
  public record BuiltIn(@Nullable Layer layer, String when) {}

  private record OfResource(Layer layer, String when, BiPredicate<Resource, Scope> test) {}

  private record OfSpan(Layer layer, String when, BiPredicate<Draft, Operation> test) {}

  private static final List<OfResource> OF_RESOURCES =
      List.of(
          new OfResource(
              Layer.CLIENT,
              "telemetry.sdk.language is webjs or swift, os.name is Android or iOS, the resource has browser.… or device.model.identifier, or the scope is one of OpenTelemetry's browser instrumentations",
              Layers::isClient),
          new OfResource(
              Layer.MODEL_SERVER,
              "service.name is vllm, sglang, tgi, triton, tritonserver, ollama, llama.cpp or lmdeploy, or the scope begins with vllm or sglang",
              (resource, scope) ->
                  MODEL_SERVERS.contains(resource.service())
                      || scope.name().startsWith("vllm")
                      || scope.name().startsWith("sglang")),
          new OfResource(
              Layer.AI_GATEWAY,
              "service.name is agentgateway, envoy-ai-gateway or ai-gateway-extproc, the scope is agentgateway or envoyproxy/ai-gateway, or the span was made from a line of a gateway's access log that speaks of a model",
              (resource, scope) ->
                  AI_GATEWAYS.contains(resource.service())
                      || AI_GATEWAY_SCOPES.contains(scope.name())),
          new OfResource(
              Layer.API_GATEWAY,
              "the scope is nginx, ngx_otel_module, kong-internal, apisix or opentelemetry-lua, telemetry.sdk.name is envoy, or the span was made from a line of an access log",
              (resource, scope) ->
                  API_GATEWAY_SCOPES.contains(scope.name())
                      || "envoy".equals(resource.attributes().text("telemetry.sdk.name"))));

  private static final List<OfSpan> OF_SPANS =
      List.of(
          new OfSpan(
              Layer.MODEL_SERVER,
              "the span has gen_ai.latency.… attributes, which engines write",
              (draft, _) -> isTimedByEngine(draft)),
          new OfSpan(
              Layer.AI_GATEWAY,
              "the span is one of LiteLLM's proxy",
              (draft, _) ->
                  draft.origin().scope().name().equals("litellm")
                      && LITELLM_PROXY.contains(draft.span().name())),
          new OfSpan(
              Layer.AI_GATEWAY,
              "a proxy's span (component is proxy, or it has upstream_cluster) speaks of a model",
              (draft, op) -> op.group() == Group.MODEL && isProxy(draft)),
          new OfSpan(
              Layer.API_GATEWAY,
              "component is proxy, or the span has upstream_cluster",
              (draft, _) -> isProxy(draft)),
          new OfSpan(
              Layer.TOOL,
              "the span executes a tool, or is the server's side of MCP",
              (draft, op) ->
                  op.group() == Group.TOOL
                      || (draft.has(Field.MCP_METHOD) && draft.span().kind() == SpanKind.SERVER)),
          new OfSpan(
              Layer.DATA,
              "the span retrieves, or calls a database, a cache or a queue",
              (_, op) -> op.group() == Group.DATA || isStore(op)));

  private Layers() {}

  /// Every rule in the order in which it is tried, for people.
  public static List<BuiltIn> builtIn() {
    var stated = new BuiltIn(null, "the resource has " + STATED + " with the name of a layer");
    return Stream.of(
            Stream.of(stated),
            OF_RESOURCES.stream().map(rule -> new BuiltIn(rule.layer(), rule.when())),
            OF_SPANS.stream().map(rule -> new BuiltIn(rule.layer(), rule.when())),
            Stream.of(new BuiltIn(Layer.APP, "nothing else applies")))
        .flatMap(rules -> rules)
        .toList();
  }

  /// What the resource and scope decide for all their spans; `null` when each span decides.
  static @Nullable Layer of(Resource resource, Scope scope) {
    var stated = Coercion.text(resource.attributes().get(STATED));
    for (var layer : Layer.values()) {
      if (layer.label().equalsIgnoreCase(stated)) {
        return layer;
      }
    }
    for (var rule : OF_RESOURCES) {
      if (rule.test().test(resource, scope)) {
        return rule.layer();
      }
    }
    return null;
  }

  static Layer of(Draft draft, Operation op, List<LayerRule> rules) {
    for (var rule : rules) {
      if (rule.matches(draft.span())) {
        return rule.layer();
      }
    }
    var layer = draft.origin().layer();
    if (layer != null) {
      // A proxy that speaks of a model is a gateway to models.
      return layer == Layer.API_GATEWAY && op.group() == Group.MODEL ? Layer.AI_GATEWAY : layer;
    }
    for (var rule : OF_SPANS) {
      if (rule.test().test(draft, op)) {
        return rule.layer();
      }
    }
    return Layer.APP;
  }

  private static boolean isClient(Resource resource, Scope scope) {
    var attributes = resource.attributes();
    var language = Coercion.text(attributes.get("telemetry.sdk.language"));
    var system = Coercion.text(attributes.get("os.name"));
    return (language != null && CLIENT_LANGUAGES.contains(language))
        || (system != null && CLIENT_SYSTEMS.contains(system.toLowerCase(Locale.ROOT)))
        || CLIENT_KEYS.stream().anyMatch(key -> attributes.get(key) != null)
        || scope.name().startsWith("@opentelemetry/browser-instrumentation/");
  }

  private static boolean isTimedByEngine(Draft draft) {
    var rule = draft.rule(Field.TTFT_SECONDS);
    return rule != null && rule.key().startsWith("gen_ai.latency.");
  }

  private static boolean isProxy(Draft draft) {
    return draft.has(Field.UPSTREAM) || "proxy".equals(draft.text(Field.COMPONENT));
  }

  private static boolean isStore(Operation op) {
    return op == Operation.DB || op == Operation.CACHE || op == Operation.MQ;
  }
}
