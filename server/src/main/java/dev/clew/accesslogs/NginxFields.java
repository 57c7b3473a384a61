// SPDX-License-Identifier: Apache-2.0
package dev.clew.accesslogs;

import dev.clew.accesslogs.GatewayRequest.Http;
import dev.clew.accesslogs.GatewayRequest.ModelUse;
import dev.clew.accesslogs.GatewayRequest.Upstream;
import org.jspecify.annotations.Nullable;

/// The variables of nginx, which APISIX shares. Durations are seconds; `$msec` and `$time_iso8601`
/// are the end of the request.
final class NginxFields {

  private NginxFields() {}

  static @Nullable GatewayRequest request(
      Gateway gateway, Line line, @Nullable ModelUse model, @Nullable String consumer) {
    long duration = Times.duration(Line.millis(line.number("request_time")));
    var end = Times.ofSeconds(line.number("msec"));
    if (end == null) {
      end = Times.of(line, "time", "time_iso8601", "@timestamp", "timestamp", "time_local");
    }
    return end == null
        ? null
        : new GatewayRequest(
            gateway,
            end - duration,
            duration,
            TraceContext.of(line),
            http(line),
            upstream(line),
            model,
            consumer);
  }

  private static Http http(Line line) {
    // $request: `POST /v1/chat/completions HTTP/1.1`.
    var request = line.text("request");
    var words = request == null ? new String[0] : request.split(" ");
    var method = line.text("method", "request_method");
    var path = line.text("request_uri", "uri", "path");
    return new Http(
        method == null && words.length > 1 ? words[0] : method,
        path == null && words.length > 1 ? words[1] : path,
        line.text("host", "http_host", "server_name"),
        line.whole("status"),
        line.whole("request_length"),
        line.whole("body_bytes_sent", "bytes_sent"),
        line.text("x_forwarded_for", "http_x_forwarded_for", "remote_addr"),
        line.text("user_agent", "http_user_agent"),
        null);
  }

  private static Upstream upstream(Line line) {
    var addresses = line.attempts("upstream_addr");
    return new Upstream(
        line.text("route_name", "route_id"),
        line.text("proxy_host", "upstream_name"),
        addresses.isEmpty() ? null : addresses.getLast(),
        Line.millis(line.total("upstream_response_time")),
        Line.millis(line.last("upstream_header_time")),
        line.attempts("upstream_status"));
  }
}
