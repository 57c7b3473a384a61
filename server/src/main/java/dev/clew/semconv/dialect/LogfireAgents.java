// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv.dialect;

import dev.clew.model.Operation;
import java.util.Map;

/// Logfire's spans of the OpenAI Agents SDK: `gen_ai.*` for calls of models; agents and tools have
/// their kind in the template that the span is called after, and their names in everyday words
/// (pydantic/logfire, `logfire/_internal/integrations/openai_agents.py`).
final class LogfireAgents {

  private static final Map<String, Operation> NAMES =
      Map.of(
          "OpenAI", Operation.WORKFLOW,
          "Task:", Operation.CHAIN,
          "Agent", Operation.AGENT_INVOKE,
          "Turn", Operation.STEP,
          "Function:", Operation.TOOL_CALL,
          "Guardrail", Operation.GUARDRAIL);

  static final Dialect DIALECT =
      Dialect.named("logfire_agents")
          .scopes("logfire.openai_agents")
          .names(NAMES)
          .plain(Field.SESSION, "group_id")
          .plain(Field.ENTITY_NAME, "name")
          .plain(Field.INPUT_MESSAGES, "raw_input")
          .plain(Field.OUTPUT_TEXT, "response")
          .plain(Field.TOOL_ARGUMENTS, "input")
          .plain(Field.TOOL_RESULT, "output")
          .end();

  private LogfireAgents() {}
}
