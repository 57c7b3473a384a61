// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv.dialect;

import static java.util.Map.entry;

import dev.clew.model.Operation;
import java.util.Map;

/// Microsoft's Semantic Kernel and Agent Framework, and Extensions.AI below both (semconv columns
/// "SK" and "MAF"): `gen_ai.*`, with workflows in words of their own.
final class AgentFramework {

  private static final Map<String, Operation> NAMES =
      Map.ofEntries(
          entry("AutoFunctionInvocationLoop", Operation.CHAIN),
          entry("workflow.build", Operation.OTHER),
          entry("workflow.run", Operation.WORKFLOW),
          entry("workflow_invoke", Operation.WORKFLOW),
          entry("workflow.session", Operation.WORKFLOW),
          entry("executor.process", Operation.TASK),
          entry("edge_group.process", Operation.CHAIN),
          entry("message.send", Operation.CHAIN));

  static final Dialect DIALECT =
      Dialect.named("agent_framework")
          .scopes(
              "agent_framework",
              "agent_framework.",
              "semantic_kernel.",
              "Microsoft.SemanticKernel",
              "Microsoft.SemanticKernel.",
              "Microsoft.Agents.AI",
              "Microsoft.Agents.AI.",
              "Microsoft.Extensions.AI",
              "Experimental.Microsoft.Agents.AI",
              "Experimental.Microsoft.Agents.AI.",
              "Experimental.Microsoft.Extensions.AI")
          .names(NAMES)
          .own(Field.GRAPH_NODE, "executor.id")
          .own(Field.ENTITY_NAME, "semantic_kernel.function.name")
          .own(Field.TOOL_DEFINITIONS, "sk.available_functions")
          .own(
              Field.MARK,
              "executor.type",
              "edge_group.type",
              "workflow.definition",
              "semantic_kernel.function.invocation.duration")
          .plain(Field.WORKFLOW, "workflow.name", "workflow.id")
          .end();

  private AgentFramework() {}
}
