// SPDX-License-Identifier: Apache-2.0
package dev.clew.config;

import java.util.Locale;

/// One thing that can be configured.
///
/// @param key kebab-case, at most three deep, as in the file
/// @param defaultValue as text; empty when it is worked out from the machine
record Setting(String key, String defaultValue, String description) {

  /// `CLEW_INGEST_MAX_REQUEST_BYTES` for `ingest.max-request-bytes`.
  String environmentVariable() {
    return "CLEW_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
