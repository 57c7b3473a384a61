// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import dev.clew.model.Operation;
import dev.clew.semconv.dialect.RuleBook;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What some of OpenInference's instrumentations say in the names of spans and nowhere else
/// (Arize-ai/openinference, `python/instrumentation/`).
final class OpenInferenceNames {

  private static final String SMOLAGENTS = ".smolagents";
  private static final String DSPY = ".dspy";
  private static final String LANGCHAIN = "langchain";
  private static final String AGENTS_SDK = ".openai_agents";
  private static final String KICKOFF = ".kickoff";

  /// DSPy's loops of a model and tools, by class.
  private static final Set<String> DSPY_AGENTS = Set.of("ReAct", "CodeAct");

  private OpenInferenceNames() {}

  /// The OpenAI Agents SDK has a root around its agents, which is an AGENT without being one.
  static boolean isRunOfAgents(Draft draft) {
    return draft.span().ids().isRoot() && isOf(draft, AGENTS_SDK);
  }

  /// What a CHAIN really is; `null` when its name says nothing more.
  static @Nullable Operation ofChain(Draft draft) {
    var name = draft.span().name();
    if (isOf(draft, SMOLAGENTS) && name.startsWith("Step ")) {
      return Operation.STEP;
    }
    return isOf(draft, DSPY) && DSPY_AGENTS.contains(owner(name)) ? Operation.AGENT_INVOKE : null;
  }

  /// The agent of an AGENT: LangChain's span has its name, smolagents' `CodeAgent.run` and DSPy's
  /// `ReAct.forward` that of its class.
  static @Nullable String agent(Draft draft) {
    var name = draft.span().name();
    if (draft.primary() != RuleBook.OPENINFERENCE || name.isEmpty()) {
      return null;
    }
    if (isOf(draft, LANGCHAIN)) {
      return name;
    }
    return isOf(draft, SMOLAGENTS) || isOf(draft, DSPY) ? owner(name) : null;
  }

  /// The tool of a TOOL: DSPy's spans are called `search.__call__` or `search.acall`.
  static @Nullable String tool(Draft draft) {
    var name = draft.span().name();
    boolean isCall = name.endsWith(".__call__") || name.endsWith(".acall");
    return isCall && isOf(draft, DSPY) ? owner(name) : null;
  }

  /// The workflow of a root CHAIN: CrewAI's is called `weather crew.kickoff`.
  static String workflow(String name) {
    return name.endsWith(KICKOFF) && name.length() > KICKOFF.length()
        ? name.substring(0, name.length() - KICKOFF.length())
        : name;
  }

  private static boolean isOf(Draft draft, String instrumentation) {
    return draft.origin().scope().name().endsWith(instrumentation);
  }

  /// Without the method.
  private static String owner(String name) {
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? name : name.substring(0, dot);
  }
}
