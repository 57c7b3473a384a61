// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where products that know one particular back end send OTLP, so that they can be pointed here as
/// they are (docs/api.md, "Senders that know another back end").
final class BorrowedAddresses {

  private BorrowedAddresses() {}

  private static final String WITH_KEY = "/adapt_";

  /// The key that stands in the path itself; `null` when there is none. Such a path is a secret.
  static @Nullable String key(String path) {
    int end = path.startsWith(WITH_KEY) ? path.indexOf('/', WITH_KEY.length()) : -1;
    return end < 0 ? null : path.substring(WITH_KEY.length(), end);
  }

  /// Path patterns of Armeria, beside the address of OTLP itself.
  static List<String> of(OtlpSignal.Kind kind) {
    return switch (kind) {
      case TRACES ->
          List.of(
              "/api/public/otel/v1/traces", // Langfuse
              "/otel/v1/traces", // LangSmith
              "/v1/private/otel/v1/traces", // Opik
              "/api/v1/private/otel/v1/traces",
              "/opik/api/v1/private/otel/v1/traces",
              // Alibaba Cloud ARMS, as Dify knows it: a HEAD must be answered 405 there.
              "glob:/adapt_*/api/otlp/traces",
              "/otlp/v1/traces"); // Grafana Cloud
      case METRICS -> List.of("/otlp/v1/metrics");
      case LOGS -> List.of("/otlp/v1/logs");
    };
  }
}
