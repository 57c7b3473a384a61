// SPDX-License-Identifier: Apache-2.0
package dev.clew.accesslogs;

import org.jspecify.annotations.Nullable;

/// nginx with a JSON `log_format`, whose fields carry the names of nginx's variables or the usual
/// short ones (nginx `ngx_http_log_module`, `ngx_http_upstream_module`).
final class NginxLog implements AccessLogs.Format {

  @Override
  public Gateway gateway() {
    return Gateway.NGINX;
  }

  @Override
  public boolean recognises(Line line) {
    return line.has("status")
        && line.hasAny("request_time", "upstream_response_time")
        && line.hasAny("request", "uri", "request_uri", "path");
  }

  @Override
  public @Nullable GatewayRequest read(Line line) {
    return NginxFields.request(gateway(), line, null, line.text("remote_user"));
  }
}
