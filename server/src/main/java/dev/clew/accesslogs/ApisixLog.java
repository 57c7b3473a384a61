// SPDX-License-Identifier: Apache-2.0
package dev.clew.accesslogs;

import dev.clew.accesslogs.GatewayRequest.Http;
import dev.clew.accesslogs.GatewayRequest.ModelUse;
import dev.clew.accesslogs.GatewayRequest.Upstream;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// APISIX: the default entry of its loggers (request and response as objects), or a log format of
/// the operator's whose fields carry the names of nginx's and APISIX's variables (apache/apisix
/// `apisix/utils/log-util.lua`, `apisix/plugins/ai-proxy`). `llm_*` times are milliseconds.
final class ApisixLog implements AccessLogs.Format {

  @Override
  public Gateway gateway() {
    return Gateway.APISIX;
  }

  @Override
  public boolean recognises(Line line) {
    boolean isEntry =
        line.has("request")
            && line.has("response")
            && line.hasAny("apisix_latency", "route_id", "service_id", "server");
    return isEntry
        || (line.hasAny(
                "llm_prompt_tokens",
                "llm_time_to_first_token",
                "request_llm_model",
                "apisix_upstream_response_time")
            && line.hasAny("status", "request_time"));
  }

  @Override
  public @Nullable GatewayRequest read(Line line) {
    return line.has("response") ? entry(line) : flat(line);
  }

  private @Nullable GatewayRequest flat(Line line) {
    var consumer = line.text("consumer_name", "remote_user", "llm_end_user_id");
    return NginxFields.request(gateway(), line, model(line, line.at("llm_summary")), consumer);
  }

  private @Nullable GatewayRequest entry(Line line) {
    var start = Times.of(line, "start_time");
    if (start == null) {
      return null;
    }
    var request = line.at("request");
    var response = line.at("response");
    var headers = request.at("headers");
    var latency = line.number("upstream_latency");
    return new GatewayRequest(
        gateway(),
        start,
        Times.duration(line.number("latency")),
        TraceContext.of(line, headers),
        new Http(
            request.text("method"),
            request.text("uri"),
            headers.text("host"),
            response.whole("status"),
            request.whole("size"),
            response.whole("size"),
            line.text("client_ip"),
            headers.text("user-agent"),
            null),
        new Upstream(
            line.text("route_id"),
            line.text("service_id"),
            line.text("upstream"),
            latency,
            null,
            List.of()),
        model(line, line.at("llm_summary")),
        line.at("consumer").text("username"));
  }

  /// @param summary where the ai-proxy plug-in's `logging.summaries` puts what the variables hold
  ///   too
  private static @Nullable ModelUse model(Line line, Line summary) {
    var requestModel = line.text("request_llm_model");
    var model = line.text("llm_model") == null ? summary.text("model") : line.text("llm_model");
    var input = line.whole("llm_prompt_tokens");
    input = input == null ? summary.whole("prompt_tokens") : input;
    var output = line.whole("llm_completion_tokens");
    output = output == null ? summary.whole("completion_tokens") : output;
    if (requestModel == null && model == null && input == null) {
      return null;
    }
    var type = line.text("request_type");
    var stream = line.bool("llm_stream");
    if (stream == null && type != null) {
      stream = type.toLowerCase(Locale.ROOT).endsWith("stream");
    }
    // Unset token variables are the text "0", as is the first token of an answer that never came.
    boolean isCounted = !Long.valueOf(0).equals(input) || !Long.valueOf(0).equals(output);
    var ttft = line.number("llm_time_to_first_token");
    return new ModelUse(
        null,
        requestModel,
        model,
        null,
        isCounted ? input : null,
        isCounted ? output : null,
        line.whole("llm_cache_read_input_tokens"),
        line.whole("llm_reasoning_tokens"),
        ttft == null || ttft == 0 ? null : ttft,
        stream,
        null,
        line.bool("ai_cache_status"),
        line.at("llm_request").json("messages"),
        line.json("llm_response_text"));
  }
}
