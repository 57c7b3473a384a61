// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.RequestHeaders;
import org.jspecify.annotations.Nullable;

/// Where senders put their key.
final class SenderKey {

  private static final String BEARER = "Bearer ";

  private SenderKey() {}

  /// The key in `Authorization: Bearer …` or `x-clew-api-key`; `null` when there is none.
  static @Nullable String of(RequestHeaders headers) {
    var authorization = headers.get(HttpHeaderNames.AUTHORIZATION, "");
    if (authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return authorization.substring(BEARER.length()).strip();
    }
    var key = headers.get("x-clew-api-key", "");
    return key.isEmpty() ? null : key;
  }
}
