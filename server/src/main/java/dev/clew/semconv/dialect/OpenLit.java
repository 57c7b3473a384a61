// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv.dialect;

import dev.clew.model.Operation;
import java.util.Map;

/// OpenLIT (semconv columns "OLIT"): `gen_ai.*` and some words of its own.
final class OpenLit {

  static final Dialect DIALECT =
      Dialect.named("openlit")
          .scopes("openlit", "openlit.")
          // Its spans of failed calls may hold nothing but a name: `chat claude-sonnet-4-5`.
          .names(Map.of("chat", Operation.CHAT, "embeddings", Operation.EMBEDDINGS))
          .shared(Field.TTFT_SECONDS, "gen_ai.server.time_to_first_token", "gen_ai.server.ttft")
          .own(Field.TOOL_ARGUMENTS, "gen_ai.tool.input", "gen_ai.tool.args")
          .own(Field.TOOL_RESULT, "gen_ai.tool.output")
          .own(Field.SESSION, "coding_agent.session.id")
          .own(
              Field.MARK,
              "gen_ai.application_name",
              "gen_ai.sdk.version",
              "openlit.agent.version_hash",
              "gen_ai.endpoint")
          .end();

  private OpenLit() {}
}
