// SPDX-License-Identifier: Apache-2.0
package dev.clew.ingest;

import dev.clew.model.AppException;
import org.jspecify.annotations.Nullable;

/// Who may send telemetry.
@FunctionalInterface
public interface Credentials {

  /// The project that `key` writes to.
  ///
  /// @param key `null` when the sender gave none
  /// @throws AppException UNAUTHENTICATED for a missing or unknown key where one is needed,
  ///   FORBIDDEN for a key that may not write
  String project(@Nullable String key);
}
