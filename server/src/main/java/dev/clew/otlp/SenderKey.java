// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.RequestHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where senders put their key.
final class SenderKey {

  private static final String BEARER = "Bearer ";
  private static final String BASIC = "Basic ";
  private static final List<String> HEADERS = List.of("x-clew-api-key", "x-api-key", "api_key");

  private SenderKey() {}

  /// The key in `Authorization: Bearer …`, in the password of `Authorization: Basic …` (as
  /// Langfuse's, MLflow's and Weave's senders know it), in `Authorization` alone (Opik), in
  /// `x-clew-api-key`, `x-api-key` (LangSmith) or `api_key` (Phoenix); `null` when there is none.
  static @Nullable String of(RequestHeaders headers) {
    var authorization = headers.get(HttpHeaderNames.AUTHORIZATION, "");
    if (authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return authorization.substring(BEARER.length()).strip();
    }
    if (authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
      return password(authorization.substring(BASIC.length()).strip());
    }
    if (!authorization.isBlank() && authorization.indexOf(' ') < 0) {
      return authorization;
    }
    for (var name : HEADERS) {
      var key = headers.get(name, "");
      if (!key.isEmpty()) {
        return key;
      }
    }
    return null;
  }

  private static String password(String encoded) {
    try {
      var pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      return pair.substring(pair.indexOf(':') + 1);
    } catch (IllegalArgumentException e) {
      // No key of anyone: refused like any other wrong one.
      return encoded;
    }
  }
}
