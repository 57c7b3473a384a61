// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv.dialect;

/// The Gemini CLI's own spans: `gen_ai.*` with words of its own for what is done. Their tokens are
/// in its log records (semconv §6.1).
final class GeminiCli {

  static final Dialect DIALECT =
      Dialect.named("gemini_cli")
          .scopes("gemini-cli", "gemini_cli")
          .isOneAgent()
          .plain(Field.TOOL_NAME, "function_name")
          .plain(Field.TOOL_ARGUMENTS, "function_args")
          .end();

  private GeminiCli() {}
}
