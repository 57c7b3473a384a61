// SPDX-License-Identifier: Apache-2.0
package dev.clew.http;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.RequestHeaders;
import dev.clew.model.AppException;
import org.jspecify.annotations.Nullable;

/// Who may read what: the project comes from the credential alone.
@FunctionalInterface
public interface Access {

  /// The project that a caller with `key` may see.
  ///
  /// @param key `null` when none was sent
  /// @throws AppException UNAUTHENTICATED or FORBIDDEN
  String project(@Nullable String key, Permission permission);

  /// The key of a request: `Authorization: Bearer …` or `x-clew-api-key`.
  static @Nullable String key(RequestHeaders headers) {
    var authorization = headers.get(HttpHeaderNames.AUTHORIZATION);
    if (authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
      return authorization.substring(7).strip();
    }
    return headers.get("x-clew-api-key");
  }
}
