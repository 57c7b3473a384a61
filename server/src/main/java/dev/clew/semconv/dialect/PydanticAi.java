// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv.dialect;

import dev.clew.model.Operation;
import java.util.Map;

/// Pydantic AI and Logfire (semconv columns "PA" and "LFi"). All versions write `gen_ai.*`; the
/// older ones keep agents, tools and whole conversations in keys of their own, and say what a span
/// is in its name only.
final class PydanticAi {

  static final Dialect DIALECT =
      Dialect.named("pydantic_ai")
          .scopes("pydantic-ai", "logfire.")
          .kinds(Map.of())
          .names(
              Map.of(
                  "agent run", Operation.AGENT_INVOKE,
                  "invoke_agent", Operation.AGENT_INVOKE,
                  "running tools", Operation.CHAIN))
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
