// SPDX-License-Identifier: Apache-2.0
package dev.clew.http;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.RequestHeaders;
import dev.clew.model.AppException;
import org.jspecify.annotations.Nullable;

/// Who may read what: the credential decides which project, or whether one may be chosen.
@FunctionalInterface
public interface Access {

  /// What a request may see and do.
  ///
  /// @param project whose data it sees
  /// @param seesEveryProject it could have asked for any other
  record Caller(String project, boolean seesEveryProject) {}

  /// Settles who calls.
  ///
  /// @param key `null` when none was sent
  /// @param project the one asked for; `null` for the key's own
  /// @throws AppException UNAUTHENTICATED, FORBIDDEN, or NOT_FOUND for a project that does not
  ///   exist
  Caller caller(@Nullable String key, @Nullable String project, Permission permission);

  /// The key of a request: `Authorization: Bearer …` or `x-clew-api-key`.
  static @Nullable String key(RequestHeaders headers) {
    var authorization = headers.get(HttpHeaderNames.AUTHORIZATION);
    if (authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
      return authorization.substring(7).strip();
    }
    return headers.get("x-clew-api-key");
  }

  /// The project that a request asks for: `x-clew-project`.
  static @Nullable String project(RequestHeaders headers) {
    return headers.get("x-clew-project");
  }
}
