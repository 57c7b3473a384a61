// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import static dev.clew.semconv.RawSpanBuilder.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Operation;
import dev.clew.model.SpanKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperationsTest {

  @ParameterizedTest
  @CsvSource({
    "gen_ai.operation.name, chat, CHAT, otel_genai",
    "gen_ai.operation.name, generate_content, CHAT, otel_genai",
    "gen_ai.operation.name, embedding, EMBEDDINGS, otel_genai",
    "gen_ai.operation.name, fetch_response, RESPONSE_FETCH, otel_genai",
    "gen_ai.operation.name, count_tokens, OTHER, otel_genai",
    "gen_ai.operation.name, execute_tool, TOOL_CALL, otel_genai",
    "openinference.span.kind, LLM, CHAT, openinference",
    "openinference.span.kind, RERANKER, RERANK, openinference",
    "openinference.span.kind, CHAIN, CHAIN, openinference",
    "traceloop.span.kind, task, TASK, openllmetry",
    "llm.request.type, completion, TEXT_COMPLETION, openllmetry",
    "mcp.method.name, tools/list, MCP_CALL, mcp",
    "mcp.method.name, tools/call, TOOL_CALL, mcp",
  })
  void readsWhatADialectStates(String key, String word, Operation op, String dialect) {
    var span = span().with(key, word).read();

    assertThat(span.op()).isEqualTo(op);
    assertThat(span.guessed()).isFalse();
    assertThat(span.dialect()).isEqualTo(dialect);
  }

  @ParameterizedTest
  @CsvSource({
    "http.request.method, GET, HTTP",
    "http.method, GET, HTTP",
    "rpc.system, grpc, RPC",
    "db.system.name, postgresql, DB",
    "db.system, redis, CACHE",
    "db.system, qdrant, VECTOR_DB",
    "messaging.system, kafka, MQ",
  })
  void readsOrdinaryConventions(String key, String value, Operation op) {
    var span = span().with(key, value).read();

    assertThat(span.op()).isEqualTo(op);
    assertThat(span.dialect()).isEqualTo("otel");
  }

  @ParameterizedTest
  @CsvSource({"query, RETRIEVE", "add, VECTOR_DB", "delete, VECTOR_DB"})
  void tellsReadingAVectorStoreFromWritingToIt(String operation, Operation op) {
    var span =
        span()
            .with("spring.ai.kind", "vector_store")
            .with("db.system", "simple")
            .with("db.operation.name", operation)
            .with("db.vector.query.content", "Where is the lake?")
            .read();

    assertThat(span.op()).isEqualTo(op);
    assertThat(span.guessed()).isFalse();
    assertThat(span.content().inputText()).isEqualTo("Where is the lake?");
  }

  @Test
  void guessesOtherWhenNothingExplainsASpan() {
    var span = span().with("app.step", "1").read();

    assertThat(span.op()).isEqualTo(Operation.OTHER);
    assertThat(span.guessed()).isTrue();
  }

  @Test
  void guessesAModelCallFromItsModel() {
    var span = span().with("gen_ai.request.model", "gpt-4o").read();

    assertThat(span.op()).isEqualTo(Operation.CHAT);
    assertThat(span.guessed()).isTrue();
  }

  @Test
  void takesNoSpanOnTheWayThroughLiteLlmsProxyForACall() {
    var span =
        span()
            .scope("fastapi")
            .with("gen_ai.request.model", "claude")
            .with("litellm.api_key.hash", "5f2c")
            .read();

    assertThat(span.op()).isEqualTo(Operation.OTHER);
  }

  @Test
  void takesMessagingWithoutASystemForWhatAutoGenMeansByIt() {
    assertThat(span().with("messaging.operation", "publish").read().op())
        .isEqualTo(Operation.OTHER);
  }

  @Test
  void makesARootChainTheWorkflow() {
    var span = span().root().name("plan").with("openinference.span.kind", "CHAIN").read();

    assertThat(span.op()).isEqualTo(Operation.WORKFLOW);
    assertThat(span.identity().workflowName()).isEqualTo("plan");
  }

  @Test
  void prefersANamedOperationToAChain() {
    var span =
        span()
            .with("openinference.span.kind", "CHAIN")
            .with("gen_ai.operation.name", "execute_tool")
            .read();

    assertThat(span.op()).isEqualTo(Operation.TOOL_CALL);
  }

  @Test
  void countsAnAgentInTwoSpansOnce() {
    var inner =
        span()
            .with("traceloop.span.kind", "workflow")
            .with("gen_ai.operation.name", "invoke_agent")
            .read();

    assertThat(inner.op()).isEqualTo(Operation.WORKFLOW);
  }

  @Test
  void callsNothingWhileLlamaIndexPreparesARequest() {
    var span =
        span()
            .name("OpenAILike._prepare_chat_with_tools")
            .with("openinference.span.kind", "LLM")
            .read();

    assertThat(span.op().isModelCall()).isFalse();
  }

  @Test
  void readsTheMethodFromOpenLlmetrysSpanName() {
    var span =
        span()
            .name("tools/list.mcp")
            .scope("opentelemetry.instrumentation.mcp.instrumentation")
            .kind(SpanKind.INTERNAL)
            .read();

    assertThat(span.op()).isEqualTo(Operation.MCP_CALL);
    assertThat(span.tool().mcpMethod()).isEqualTo("tools/list");
  }

  @Test
  void knowsAFailedCallOfOpenLitByItsName() {
    var failed = span().scope("openlit.instrumentation.anthropic").name("chat claude-sonnet-4-5");

    assertThat(failed.read().op()).isEqualTo(Operation.CHAT);
  }
}
