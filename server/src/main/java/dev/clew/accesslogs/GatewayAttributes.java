// SPDX-License-Identifier: Apache-2.0
package dev.clew.accesslogs;

import dev.clew.accesslogs.GatewayRequest.Http;
import dev.clew.accesslogs.GatewayRequest.ModelUse;
import dev.clew.accesslogs.GatewayRequest.Upstream;
import dev.clew.model.Attribute;
import dev.clew.model.Attributes;
import dev.clew.model.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A logged request in the words of OpenTelemetry's HTTP and GenAI conventions, so that everything
/// after it reads it like any other telemetry. What those have no word for is under `gateway.*`.
public final class GatewayAttributes {

  private final List<Attribute> attributes = new ArrayList<>();

  private GatewayAttributes() {}

  public static Attributes of(GatewayRequest request) {
    var all = new GatewayAttributes();
    all.text("gateway.name", request.gateway().label());
    all.http(request.http());
    all.text("http.request.header.x-request-id", request.ids().requestId());
    all.upstream(request.upstream());
    if (request.model() != null) {
      all.model(request.model(), GatewaySpan.pathOf(request.http().path()));
    }
    all.text("gateway.consumer", request.consumer());
    if (request.model() != null) {
      all.text("gen_ai.user.id", request.consumer());
    }
    return new Attributes(all.attributes);
  }

  private void http(Http http) {
    text("http.request.method", http.method());
    var path = GatewaySpan.pathOf(http.path());
    text("url.path", path);
    if (path != null && http.path() != null && path.length() < http.path().length()) {
      text("url.query", http.path().substring(path.length() + 1));
    }
    text("server.address", http.host());
    whole("http.response.status_code", http.status());
    whole("http.request.size", http.requestBytes());
    whole("http.response.size", http.responseBytes());
    text("client.address", http.clientAddress());
    text("user_agent.original", http.userAgent());
    text("gateway.failure", http.failure());
  }

  private void upstream(Upstream upstream) {
    text("gateway.route", upstream.route());
    text("gateway.upstream.cluster", upstream.cluster());
    text("gateway.upstream.address", upstream.address());
    real("gateway.upstream.duration_ms", upstream.responseMs());
    real("gateway.upstream.header_ms", upstream.headerMs());
    if (upstream.statuses().size() > 1) {
      whole("gateway.attempts", (long) upstream.statuses().size());
      var statuses = upstream.statuses().stream().map(Value::of).toList();
      attributes.add(
          new Attribute("gateway.attempt_statuses", new Value.Items(List.copyOf(statuses))));
    }
  }

  private void model(ModelUse model, @Nullable String path) {
    text("gen_ai.operation.name", operation(path));
    text("gen_ai.provider.name", model.provider());
    text("gen_ai.request.model", model.requestModel());
    text("gen_ai.response.model", model.responseModel());
    text("gen_ai.response.id", model.responseId());
    // What the gateway's own cache answered cost nothing: its tokens are no usage.
    boolean isHit = Boolean.TRUE.equals(model.cacheHit());
    whole(isHit ? "gateway.cache.input_tokens" : "gen_ai.usage.input_tokens", model.inputTokens());
    whole(
        isHit ? "gateway.cache.output_tokens" : "gen_ai.usage.output_tokens", model.outputTokens());
    if (!isHit) {
      whole("gen_ai.usage.cache_read.input_tokens", model.cachedTokens());
      whole("gen_ai.usage.reasoning.output_tokens", model.reasoningTokens());
    }
    real("gen_ai.client.time_to_first_token", model.ttftMs());
    bool("gen_ai.request.stream", model.stream());
    text("gen_ai.conversation.id", model.session());
    bool("gateway.cache_hit", model.cacheHit());
    text("gen_ai.input.messages", model.input());
    text("gen_ai.output.messages", model.output());
  }

  /// The GenAI operation of a request to a model.
  static String operation(@Nullable String path) {
    var known = modelOperation(path);
    return known == null ? "chat" : known;
  }

  /// The GenAI operation that a path stands for in the APIs that gateways offer; `null` for any
  /// other path.
  static @Nullable String modelOperation(@Nullable String path) {
    if (path == null) {
      return null;
    }
    if (path.endsWith("/chat/completions")
        || path.endsWith("/messages")
        || path.endsWith("/responses")) {
      return "chat";
    }
    if (path.endsWith("/completions")) {
      return "text_completion";
    }
    if (path.endsWith("/embeddings")) {
      return "embeddings";
    }
    return path.endsWith("/rerank") ? "rerank" : null;
  }

  private void text(String key, @Nullable String value) {
    if (value != null) {
      attributes.add(new Attribute(key, Value.of(value)));
    }
  }

  private void whole(String key, @Nullable Long value) {
    if (value != null) {
      attributes.add(new Attribute(key, Value.of(value)));
    }
  }

  private void real(String key, @Nullable Double value) {
    if (value != null) {
      attributes.add(new Attribute(key, Value.of(value)));
    }
  }

  private void bool(String key, @Nullable Boolean value) {
    if (value != null) {
      attributes.add(new Attribute(key, Value.of(value)));
    }
  }
}
