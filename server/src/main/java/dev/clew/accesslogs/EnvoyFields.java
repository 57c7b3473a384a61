// SPDX-License-Identifier: Apache-2.0
package dev.clew.accesslogs;

import dev.clew.accesslogs.GatewayRequest.Http;
import dev.clew.accesslogs.GatewayRequest.ModelUse;
import dev.clew.accesslogs.GatewayRequest.Upstream;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The fields that the access logs of all Envoys share (Envoy, "Access logging", and the default
/// formats of Istio and Envoy Gateway). Durations are milliseconds, times are those of arrival.
final class EnvoyFields {

  private EnvoyFields() {}

  static @Nullable GatewayRequest request(
      Gateway gateway, Line line, @Nullable ModelUse model, @Nullable String consumer) {
    var start = Times.of(line, "start_time", "timestamp", "time", "@timestamp");
    return start == null
        ? null
        : new GatewayRequest(
            gateway,
            start,
            Times.duration(line.number("duration", "duration_ms")),
            TraceContext.of(line),
            http(line),
            upstream(line),
            model,
            consumer);
  }

  private static Http http(Line line) {
    return new Http(
        line.text("method", ":method", "request_method"),
        line.text(
            "path", "x-envoy-origin-path", "x-envoy-original-path", "x_envoy_origin_path", "uri"),
        line.text("authority", ":authority", "host"),
        line.whole("response_code", "status", "http.response.status_code"),
        line.whole("bytes_received"),
        line.whole("bytes_sent"),
        line.text("x_forwarded_for", "x-forwarded-for", "downstream_remote_address"),
        line.text("user_agent", "user-agent"),
        line.text("response_flags", "upstream_transport_failure_reason"));
  }

  private static Upstream upstream(Line line) {
    // Retries leave no list of statuses, only their number.
    var tries = line.whole("upstream_request_attempt_count");
    var status = line.text("response_code", "status");
    return new Upstream(
        line.text("route_name"),
        line.text("upstream_cluster"),
        line.text("upstream_host"),
        line.number(
            "upstream_service_time",
            "x-envoy-upstream-service-time",
            "x_envoy_upstream_service_time"),
        null,
        tries == null || tries < 2 || tries > 100 || status == null
            ? List.of()
            : Collections.nCopies((int) (long) tries, status));
  }
}
