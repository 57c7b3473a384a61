// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv.dialect;

import java.util.Map;

/// Pydantic AI and Logfire (semconv columns "PA" and "LFi"). All versions write `gen_ai.*`; the
/// older ones keep agents, tools and whole conversations in keys of their own.
final class PydanticAi {

  static final Dialect DIALECT =
      Dialect.named("pydantic_ai")
          .scopes("pydantic-ai", "logfire.")
          .kinds(Map.of())
          .own(Field.AGENT, "agent_name")
          .own(Field.TOOL_ARGUMENTS, "tool_arguments")
          .own(Field.TOOL_RESULT, "tool_response")
          .own(Field.OUTPUT_TEXT, "final_result")
          .own(
              Field.MARK,
              "logfire.msg",
              "logfire.json_schema",
              "logfire.span_type",
              "pydantic_ai.all_messages",
              "model_request_parameters")
          .end();

  private PydanticAi() {}
}
