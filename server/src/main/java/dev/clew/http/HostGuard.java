// SPDX-License-Identifier: Apache-2.0
package dev.clew.http;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.clew.model.ErrorCode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Refuses requests whose Host is not this server's. A page on another site can make a browser
/// resolve its own name to 127.0.0.1 (DNS rebinding, robustness case 50); the Host header gives it
/// away.
public final class HostGuard implements DecoratingHttpServiceFunction {

  private final Set<String> allowed = new HashSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));

  public HostGuard(String bind, List<String> more) {
    allowed.add(bind.toLowerCase(Locale.ROOT));
    more.forEach(host -> allowed.add(host.toLowerCase(Locale.ROOT)));
  }

  @Override
  public HttpResponse serve(HttpService next, ServiceRequestContext context, HttpRequest request)
      throws Exception {
    var authority = request.authority();
    if (authority != null && !allowed.contains(host(authority))) {
      return Routes.send(
          Problem.of(
              ErrorCode.MISDIRECTED,
              "Host: %s (expected: one of %s; add it to allowed-hosts)"
                  .formatted(authority, allowed)));
    }
    return next.serve(context, request);
  }

  private static String host(String authority) {
    int colon = authority.lastIndexOf(':');
    boolean hasPort = colon > authority.lastIndexOf(']');
    return (hasPort ? authority.substring(0, colon) : authority).toLowerCase(Locale.ROOT);
  }
}
