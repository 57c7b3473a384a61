// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv.dialect;

import static java.util.Map.entry;

import dev.clew.model.Operation;
import java.util.Map;

/// Haystack's own tracing: pipelines and their components, by the names of spans and the classes of
/// components. It reports no tokens outside of contents.
final class Haystack {

  private static final Map<String, Operation> KINDS =
      Map.ofEntries(
          entry("openaichatgenerator", Operation.CHAT),
          entry("openairesponseschatgenerator", Operation.CHAT),
          entry("azureopenaichatgenerator", Operation.CHAT),
          entry("anthropicchatgenerator", Operation.CHAT),
          entry("amazonbedrockchatgenerator", Operation.CHAT),
          entry("googlegenaichatgenerator", Operation.CHAT),
          entry("googleaigeminichatgenerator", Operation.CHAT),
          entry("ollamachatgenerator", Operation.CHAT),
          entry("mistralchatgenerator", Operation.CHAT),
          entry("coherechatgenerator", Operation.CHAT),
          entry("huggingfaceapichatgenerator", Operation.CHAT),
          entry("openaigenerator", Operation.CHAT),
          entry("azureopenaigenerator", Operation.CHAT),
          entry("ollamagenerator", Operation.TEXT_COMPLETION),
          entry("huggingfaceapigenerator", Operation.TEXT_COMPLETION),
          entry("openaitextembedder", Operation.EMBEDDINGS),
          entry("openaidocumentembedder", Operation.EMBEDDINGS),
          entry("azureopenaitextembedder", Operation.EMBEDDINGS),
          entry("azureopenaidocumentembedder", Operation.EMBEDDINGS),
          entry("inmemoryembeddingretriever", Operation.RETRIEVE),
          entry("inmemorybm25retriever", Operation.RETRIEVE),
          entry("promptbuilder", Operation.PROMPT_RENDER),
          entry("chatpromptbuilder", Operation.PROMPT_RENDER),
          entry("agent", Operation.AGENT_INVOKE),
          entry("toolinvoker", Operation.TOOL_CALL));

  private static final Map<String, Operation> NAMES =
      Map.ofEntries(
          entry("haystack.pipeline.run", Operation.WORKFLOW),
          entry("haystack.async_pipeline.run", Operation.WORKFLOW),
          entry("haystack.component.run", Operation.TASK),
          entry("haystack.agent.run", Operation.AGENT_INVOKE),
          entry("haystack.agent.step", Operation.STEP),
          entry("haystack.agent.step.llm", Operation.CHAT),
          entry("haystack.agent.step.tool", Operation.TOOL_CALL),
          entry("haystack.tool.run", Operation.TOOL_CALL));

  static final Dialect DIALECT =
      Dialect.named("haystack")
          .scopes("haystack")
          .kinds(KINDS)
          .names(NAMES)
          .own(Field.KIND, "haystack.component.type")
          .own(Field.ENTITY_NAME, "haystack.tool.name")
          .own(Field.GRAPH_NODE, "haystack.component.name")
          .own(
              Field.INPUT_TEXT,
              "haystack.component.input",
              "haystack.agent.step.llm.input",
              "haystack.agent.step.tool.input",
              "haystack.pipeline.input_data",
              "haystack.agent.input")
          .own(
              Field.OUTPUT_TEXT,
              "haystack.component.output",
              "haystack.agent.step.llm.output",
              "haystack.agent.step.tool.output",
              "haystack.pipeline.output_data",
              "haystack.agent.output")
          .own(Field.MARK, "haystack.pipeline.metadata", "haystack.component.visits")
          .end();

  private Haystack() {}
}
