// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv.dialect;

import static java.util.Map.entry;

import dev.clew.model.Operation;
import java.util.Map;

/// AutoGen and its successor AG2 (semconv §3.1, §4.4): `gen_ai.*` with what a span is in
/// `ag2.span.type`. Conversations repeat the usage of their calls, and so do records of usage.
final class AutoGen {

  private static final Map<String, Operation> KINDS =
      Map.ofEntries(
          entry("conversation", Operation.WORKFLOW),
          entry("multi_conversation", Operation.WORKFLOW),
          entry("agent", Operation.AGENT_INVOKE),
          entry("agent_lifetime", Operation.AGENT_INVOKE),
          entry("llm", Operation.CHAT),
          entry("tool", Operation.TOOL_CALL),
          entry("code_execution", Operation.TOOL_CALL),
          entry("human_input", Operation.STEP),
          entry("speaker_selection", Operation.PLAN),
          entry("usage", Operation.TASK),
          entry("envelope", Operation.TASK),
          entry("channel", Operation.TASK),
          entry("task", Operation.TASK),
          entry("agent_event", Operation.TASK));

  static final Dialect DIALECT =
      Dialect.named("autogen")
          .scopes("opentelemetry.instrumentation.ag2", "autogen-", "autogen ", "ag2")
          .kinds(KINDS)
          .own(Field.KIND, "ag2.span.type")
          .own(Field.MARK, "ag2.usage.label", "ag2.usage.kind")
          .end();

  private AutoGen() {}
}
