// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv.dialect;

/// AgentScope: `gen_ai.*`, with cached tokens and the calls of its own functions under names of its
/// own.
final class AgentScope {

  static final Dialect DIALECT =
      Dialect.named("agentscope")
          .scopes("agentscope", "agentscope.")
          .own(Field.ENTITY_NAME, "agentscope.function.name")
          .own(Field.INPUT_TEXT, "agentscope.function.input")
          .own(Field.OUTPUT_TEXT, "agentscope.function.output")
          .own(Field.MARK, "agentscope.format.target", "agentscope.format.count")
          .end();

  private AgentScope() {}
}
