// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv.dialect;

import static java.util.Map.entry;

import dev.clew.model.Operation;
import java.util.Map;

/// MLflow's tracing (semconv columns "ML"). Every value is JSON in text, words included.
final class Mlflow {

  private static final Map<String, Operation> KINDS =
      Map.ofEntries(
          entry("chat_model", Operation.CHAT),
          entry("llm", Operation.CHAT),
          entry("embedding", Operation.EMBEDDINGS),
          entry("reranker", Operation.RERANK),
          entry("retriever", Operation.RETRIEVE),
          entry("tool", Operation.TOOL_CALL),
          entry("agent", Operation.AGENT_INVOKE),
          entry("workflow", Operation.WORKFLOW),
          entry("task", Operation.TASK),
          entry("chain", Operation.CHAIN),
          entry("parser", Operation.CHAIN),
          entry("memory", Operation.MEMORY),
          entry("guardrail", Operation.GUARDRAIL),
          entry("evaluator", Operation.EVALUATION));

  static final Dialect DIALECT =
      Dialect.named("mlflow")
          .scopes("mlflow.")
          .kinds(KINDS)
          .own(Field.KIND, "mlflow.spanType")
          .own(Field.PROVIDER, "mlflow.llm.provider")
          .own(Field.REQUEST_MODEL, "mlflow.llm.model")
          .own(Field.USAGE, "mlflow.chat.tokenUsage")
          .own(Field.SESSION, "mlflow.trace.session")
          .own(Field.USER, "mlflow.trace.user")
          .own(Field.ENTITY_NAME, "mlflow.spanFunctionName")
          .own(Field.TOOL_DEFINITIONS, "mlflow.chat.tools")
          .own(Field.INPUT_MESSAGES, "mlflow.chat.messages")
          .own(Field.INPUT_TEXT, "mlflow.spanInputs")
          .own(Field.OUTPUT_TEXT, "mlflow.spanOutputs")
          .own(Field.MARK, "mlflow.traceRequestId", "mlflow.spanLogLevel", "mlflow.experimentId")
          .isNamedAfterWhatRuns()
          .end();

  private Mlflow() {}
}
