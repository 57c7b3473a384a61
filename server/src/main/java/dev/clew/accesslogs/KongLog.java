// SPDX-License-Identifier: Apache-2.0
package dev.clew.accesslogs;

import dev.clew.accesslogs.GatewayRequest.Http;
import dev.clew.accesslogs.GatewayRequest.Ids;
import dev.clew.accesslogs.GatewayRequest.ModelUse;
import dev.clew.accesslogs.GatewayRequest.Upstream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Kong's log serializer with the analytics of its AI plug-ins under `ai.<plugin>` (Kong/kong
/// `kong/pdk/log.lua`, `kong/llm/plugin/shared-filters/serialize-analytics.lua`). Milliseconds
/// everywhere. `time_per_token` is the whole time by the tokens, so it is not taken for one.
final class KongLog implements AccessLogs.Format {

  @Override
  public Gateway gateway() {
    return Gateway.KONG;
  }

  @Override
  public boolean recognises(Line line) {
    return line.has("request") && line.has("response") && line.hasAny("latencies", "started_at");
  }

  @Override
  public @Nullable GatewayRequest read(Line line) {
    var start = Times.of(line, "started_at");
    if (start == null) {
      return null;
    }
    var latencies = line.at("latencies");
    return new GatewayRequest(
        gateway(),
        start,
        Times.duration(latencies.number("request")),
        ids(line),
        http(line),
        new Upstream(
            line.at("route").text("name", "id"),
            line.at("service").text("name", "host"),
            line.text("upstream_uri"),
            latencies.number("proxy"),
            null,
            line.attempts("upstream_status")),
        model(line.at("ai")),
        consumer(line));
  }

  private static Ids ids(Line line) {
    var request = line.at("request");
    var ids = TraceContext.of(request, request.at("headers"));
    // The tracing plug-ins leave the id under the name of each header format.
    var traces = line.at("trace_id");
    var traceId =
        ids.traceId() == null
            ? TraceContext.traceId(traces.text("w3c", "b3", "b3-single", "ot"))
            : ids.traceId();
    var requestId = ids.requestId() == null ? request.text("id") : ids.requestId();
    return new Ids(traceId, ids.parentId(), requestId);
  }

  private static Http http(Line line) {
    var request = line.at("request");
    var response = line.at("response");
    var headers = request.at("headers");
    return new Http(
        request.text("method"),
        request.text("uri"),
        headers.text("host"),
        response.whole("status"),
        request.whole("size"),
        response.whole("size"),
        line.text("client_ip"),
        headers.text("user-agent"),
        null);
  }

  private static @Nullable String consumer(Line line) {
    var consumer = line.at("consumer").text("username", "custom_id", "id");
    return consumer == null ? line.at("authenticated_entity").text("id") : consumer;
  }

  /// The plug-in is `proxy`, `ai-proxy` or another; the first with figures counts.
  private static @Nullable ModelUse model(Line ai) {
    for (var plugin : candidates(ai)) {
      if (plugin.has("meta") || plugin.has("usage")) {
        return model(plugin.at("meta"), plugin.at("usage"), plugin);
      }
    }
    return null;
  }

  private static List<Line> candidates(Line ai) {
    return ai.has("proxy") ? List.of(ai.at("proxy")) : ai.objects();
  }

  private static ModelUse model(Line meta, Line usage, Line plugin) {
    var cacheStatus = plugin.at("cache").text("cache_status");
    return new ModelUse(
        meta.text("provider_name"),
        meta.text("request_model"),
        meta.text("response_model"),
        meta.text("response_id"),
        usage.whole("prompt_tokens"),
        usage.whole("completion_tokens"),
        usage.at("prompt_tokens_details").whole("cached_tokens"),
        usage.at("completion_tokens_details").whole("reasoning_tokens"),
        usage.number("time_to_first_token"),
        meta.bool("stream"),
        null,
        cacheStatus == null ? null : (Boolean) cacheStatus.equalsIgnoreCase("hit"),
        plugin.at("payload").at("request").json("messages", "input", "prompt"),
        plugin.at("payload").at("response").json("choices", "output", "content"));
  }
}
