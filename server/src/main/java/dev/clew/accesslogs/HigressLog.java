// SPDX-License-Identifier: Apache-2.0
package dev.clew.accesslogs;

import dev.clew.accesslogs.GatewayRequest.ModelUse;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Higress: Envoy's access log with `ai_log`, the JSON of the ai-statistics plug-in inside a string
/// (alibaba/higress `helm/core/templates/configmap.yaml`,
/// `plugins/wasm-go/extensions/ai-statistics`).
final class HigressLog implements AccessLogs.Format {

  @Override
  public Gateway gateway() {
    return Gateway.HIGRESS;
  }

  @Override
  public boolean recognises(Line line) {
    return line.has("ai_log")
        || (line.has("istio_policy_status") && line.has("route_name") && line.has("response_code"));
  }

  @Override
  public @Nullable GatewayRequest read(Line line) {
    return EnvoyFields.request(
        gateway(), line, model(line.at("ai_log")), line.at("ai_log").text("consumer"));
  }

  private static @Nullable ModelUse model(Line ai) {
    if (!ai.hasAny("model", "input_token", "output_token", "chat_id", "question", "messages")) {
      return null;
    }
    var kind = ai.text("response_type");
    var cacheStatus = ai.text("cache_status");
    return new ModelUse(
        ai.text("provider"),
        ai.text("request_model"),
        ai.text("model"),
        ai.text("chat_id"),
        ai.whole("input_token"),
        ai.whole("output_token"),
        first(ai.whole("cached_tokens"), ai.at("input_token_details").whole("cached_tokens")),
        first(
            ai.whole("reasoning_tokens"), ai.at("output_token_details").whole("reasoning_tokens")),
        ai.number("llm_first_token_duration"),
        kind == null ? null : (Boolean) kind.toLowerCase(Locale.ROOT).startsWith("stream"),
        ai.text("session_id"),
        cacheStatus == null ? null : (Boolean) cacheStatus.equalsIgnoreCase("hit"),
        ai.json("messages", "question"),
        ai.json("answer", "tool_calls"));
  }

  private static @Nullable Long first(@Nullable Long own, @Nullable Long nested) {
    return own == null ? nested : own;
  }
}
