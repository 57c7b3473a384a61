// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv.dialect;

import static java.util.Map.entry;

import dev.clew.model.Operation;
import java.util.Map;

/// The Langfuse SDK (semconv columns "LF"). Its own usage buckets are disjoint, but it passes a
/// provider's usage on as it comes: the total tells which.
final class Langfuse {

  private static final Map<String, Operation> KINDS =
      Map.ofEntries(
          entry("generation", Operation.CHAT),
          entry("span", Operation.CHAIN),
          entry("chain", Operation.CHAIN),
          entry("agent", Operation.AGENT_INVOKE),
          entry("tool", Operation.TOOL_CALL),
          entry("retriever", Operation.RETRIEVE),
          entry("embedding", Operation.EMBEDDINGS),
          entry("evaluator", Operation.EVALUATION),
          entry("guardrail", Operation.GUARDRAIL),
          entry("prompt", Operation.PROMPT_RENDER),
          entry("event", Operation.OTHER));

  static final Dialect DIALECT =
      Dialect.named("langfuse")
          .scopes("langfuse-sdk")
          .kinds(KINDS)
          .own(Field.KIND, "langfuse.observation.type")
          .own(Field.REQUEST_MODEL, "langfuse.observation.model.name")
          .own(Field.PARAMETERS, "langfuse.observation.model.parameters")
          .own(Field.USAGE, "langfuse.observation.usage_details")
          .own(Field.FIRST_TOKEN_TIME, "langfuse.observation.completion_start_time")
          .own(Field.LEVEL, "langfuse.observation.level")
          .own(Field.ERROR_MESSAGE, "langfuse.observation.status_message")
          .own(Field.PROVIDER, "langfuse.observation.metadata.ls_provider")
          .own(Field.FINISH_REASONS, "langfuse.observation.metadata.finish_reason")
          .own(Field.AGENT, "langfuse.observation.metadata.lc_agent_name")
          .own(Field.SESSION, "langfuse.session.id")
          .own(Field.USER, "langfuse.user.id")
          .own(Field.WORKFLOW, "langfuse.trace.name")
          .own(Field.PROMPT, "langfuse.observation.prompt.name")
          .own(Field.INPUT_TEXT, "langfuse.observation.input")
          .own(Field.OUTPUT_TEXT, "langfuse.observation.output")
          .own(
              Field.MARK,
              "langfuse.environment",
              "langfuse.internal.as_root",
              "langfuse.trace.input",
              "langfuse.trace.output")
          .isNamedAfterWhatRuns()
          .end();

  private Langfuse() {}
}
