// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv.dialect;

import static java.util.Map.entry;

import dev.clew.model.Operation;
import java.util.Map;

/// Spring AI's own observations (semconv columns "SA"): calls are `gen_ai.*` with every number as
/// text, what happens around them is `spring.ai.*`.
final class SpringAi {

  private static final Map<String, Operation> KINDS =
      Map.ofEntries(
          entry("chat_client", Operation.AGENT_INVOKE),
          entry("advisor", Operation.CHAIN),
          entry("tool_call", Operation.TOOL_CALL),
          entry("vector_store", Operation.VECTOR_DB));

  static final Dialect DIALECT =
      Dialect.named("spring_ai")
          .kinds(KINDS)
          .own(Field.KIND, "spring.ai.kind")
          .own(Field.STREAM, "spring.ai.chat.client.stream")
          .own(Field.SESSION, "spring.ai.chat.client.conversation.id")
          .own(Field.TOOL_NAME, "spring.ai.tool.definition.name")
          .own(Field.TOOL_CALL_ID, "spring.ai.tool.call.id")
          .own(Field.TOOL_ARGUMENTS, "spring.ai.tool.call.arguments")
          .own(Field.TOOL_RESULT, "spring.ai.tool.call.result")
          .own(Field.INPUT_TEXT, "db.vector.query.content")
          .own(
              Field.MARK,
              "spring.ai.model.request.tool.names",
              "spring.ai.chat.client.advisors",
              "spring.ai.chat.client.tool.names",
              "spring.ai.advisor.name")
          .end();

  private SpringAi() {}
}
