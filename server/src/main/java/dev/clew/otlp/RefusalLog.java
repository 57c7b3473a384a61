// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import dev.clew.model.AppException;
import org.jspecify.annotations.Nullable;

/// Told about every request that was not taken.
@FunctionalInterface
public interface RefusalLog {

  /// @param signal `traces`, `metrics`, `logs` or `profiles`
  /// @param key of the sender, right or wrong; `null` when none was sent
  /// @param why what the sender was told
  void refused(String signal, @Nullable String key, AppException why);
}
