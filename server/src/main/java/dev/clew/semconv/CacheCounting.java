// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import java.util.List;

/// Whether an emitter's input tokens contain the cached ones (semconv §4.1).
enum CacheCounting {
  INCLUSIVE,
  /// Cache reads and writes come on top of input.
  EXCLUSIVE,
  /// Differs by call, or is not known: the figures themselves must tell.
  UNKNOWN;

  private record Row(String scopePrefix, CacheCounting counting) {}

  /// First match wins. Every instrumentation that was captured adds cached tokens to the input
  /// itself, for Anthropic too; Bedrock Converse alone is passed on as it comes.
  private static final List<Row> TABLE =
      List.of(
          new Row("openinference.instrumentation.bedrock", UNKNOWN),
          new Row("openinference.instrumentation.", INCLUSIVE),
          new Row("@arizeai/openinference-", INCLUSIVE),
          new Row("opentelemetry.instrumentation.bedrock", UNKNOWN),
          new Row("opentelemetry.instrumentation.", INCLUSIVE),
          new Row("opentelemetry.util.genai.handler", INCLUSIVE),
          new Row("@opentelemetry/instrumentation-", INCLUSIVE),
          new Row("com.anthropic.sdk.", INCLUSIVE),
          new Row("com.anthropic.claude_code", EXCLUSIVE),
          new Row("openlit.instrumentation.anthropic", EXCLUSIVE),
          new Row("openlit.instrumentation.bedrock", EXCLUSIVE),
          new Row("pydantic-ai", INCLUSIVE),
          new Row("logfire.", INCLUSIVE),
          new Row("io.opentelemetry.openai-java", INCLUSIVE),
          new Row("io.opentelemetry.aws-sdk", EXCLUSIVE));

  static CacheCounting of(String scope) {
    for (var row : TABLE) {
      if (scope.startsWith(row.scopePrefix())) {
        return row.counting();
      }
    }
    return UNKNOWN;
  }
}
