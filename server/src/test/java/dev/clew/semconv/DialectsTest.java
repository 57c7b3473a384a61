// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import static dev.clew.semconv.RawSpanBuilder.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Operation;
import dev.clew.model.UsageBasis;
import dev.clew.model.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Frameworks, gateways and engines with words of their own.
class DialectsTest {

  @ParameterizedTest
  @CsvSource({
    "ag2.span.type, conversation, WORKFLOW, autogen",
    "ag2.span.type, llm, CHAT, autogen",
    "ag2.span.type, code_execution, TOOL_CALL, autogen",
    "ag2.span.type, human_input, STEP, autogen",
    "mastra.span.type, agent_run, AGENT_INVOKE, mastra",
    "mastra.span.type, model_chunk, OTHER, mastra",
    "mastra.span.type, mcp_tool_call, TOOL_CALL, mastra",
    "mastra.span.type, workflow_step, TASK, mastra",
    "node.type, knowledge-retrieval, RETRIEVE, dify",
    "node.type, if-else, TASK, dify",
    "haystack.component.type, OpenAIChatGenerator, CHAT, haystack",
    "haystack.component.type, PromptBuilder, PROMPT_RENDER, haystack",
    "codex.tool.phase, dispatch, TOOL_CALL, codex",
  })
  void ownWordsOfADialect(String key, String word, Operation op, String dialect) {
    var read = span().with(key, word).read();
    assertThat(read.op()).isEqualTo(op);
    assertThat(read.dialect()).isEqualTo(dialect);
  }

  @ParameterizedTest
  @CsvSource({
    "agent_framework, workflow.run, WORKFLOW",
    "agent_framework, executor.process writer, TASK",
    "agent_framework, edge_group.process SingleEdgeGroup, CHAIN",
    "Microsoft.Agents.AI.Workflows, workflow_invoke trip, WORKFLOW",
    "haystack, haystack.pipeline.run, WORKFLOW",
    "haystack, haystack.agent.step, STEP",
    "strands.telemetry.tracer, execute_event_loop_cycle, STEP",
    "strands.telemetry.tracer, Cycle 88b1e4d6-53d8-4f7c-a691-8dbc70dcbd17, STEP",
    "pydantic-ai, agent run, AGENT_INVOKE",
    "pydantic-ai, invoke_agent travel_agent, AGENT_INVOKE",
    "pydantic-ai, running tools, CHAIN",
    "vllm.llm_engine, llm_request, CHAT",
    "codex_exec, session_task.turn, AGENT_INVOKE",
    "codex_cli_rs, try_run_sampling_request, STEP",
  })
  void namesOfSpansWhereThereIsNothingElse(String scope, String name, Operation op) {
    assertThat(span().scope(scope).name(name).read().op()).isEqualTo(op);
    assertThat(span().scope("shop").name(name).read().op()).isEqualTo(Operation.OTHER);
  }

  @ParameterizedTest
  @CsvSource({
    "chat.completions, CHAT",
    "chat.streaming_completions, CHAT",
    "text.completions, TEXT_COMPLETION",
    "llm_call, CHAT",
    "tool_call, TOOL_CALL",
    "agent_call, AGENT_INVOKE",
    "await_human_input, STEP",
    "speaker_selection, PLAN",
    "invoke_generic_function, CHAIN",
    "format, PROMPT_RENDER",
    "translate, SPEECH_TO_TEXT",
  })
  void wordsThatFrameworksAddedToTheConventions(String word, Operation op) {
    assertThat(span().with("gen_ai.operation.name", word).read().op()).isEqualTo(op);
  }

  @Test
  void everydayWordsMeanNothingElsewhere() {
    var claude =
        span()
            .scope("com.anthropic.claude_code.tracing")
            .with("span.type", "llm_request")
            .with("gen_ai.system", "anthropic")
            .with("model", "claude-sonnet-4-5")
            .with("input_tokens", 5_635)
            .with("output_tokens", 15)
            .with("cache_creation_tokens", 5_634)
            .with("cache_read_tokens", 0)
            .read();
    assertThat(claude.op()).isEqualTo(Operation.CHAT);
    assertThat(claude.usage().input()).isEqualTo(11_269);
    assertThat(claude.call().requestModel()).isEqualTo("claude-sonnet-4-5");
    var other = span().with("span.type", "llm_request").with("model", "x").with("input_tokens", 5);
    assertThat(other.read().op()).isEqualTo(Operation.OTHER);
    assertThat(other.read().usage().isKnown()).isFalse();
  }

  @Test
  void aModelOnASpanOfCodexMakesNoCallOfIt() {
    var read = span().scope("codex_exec").name("get_model_info").with("model", "gpt-5-codex");
    assertThat(read.read().op()).isEqualTo(Operation.OTHER);
  }

  @Test
  void aTurnOfCodexSumsUpItsCalls() {
    var turn =
        span()
            .scope("codex_exec")
            .name("session_task.turn")
            .resource("service.name", Value.of("codex_exec"))
            .with("codex.turn.token_usage.input_tokens", 39_503)
            .with("codex.turn.token_usage.output_tokens", 114)
            .with("codex.turn.token_usage.cached_input_tokens", 29_184)
            .read();
    assertThat(turn.usage().basis()).isEqualTo(UsageBasis.AGGREGATE);
    assertThat(turn.identity().agentName()).isEqualTo("codex_exec");
  }

  @Test
  void cachedTokensOfAgentScopeBelongToTheirCall() {
    var read =
        span()
            .scope("agentscope")
            .with("gen_ai.operation.name", "chat")
            .with("gen_ai.usage.input_tokens", 300)
            .with("gen_ai.usage.output_tokens", 20)
            .with("agentscope.usage.cache_input_tokens", 256)
            .read();
    assertThat(read.usage().cacheRead()).isEqualTo(256);
    assertThat(read.usage().input()).isEqualTo(300);
    assertThat(read.dialect()).isEqualTo("agentscope");
  }

  @Test
  void strandsCountsTheFirstTokenInMillisecondsAndOpenLitInSeconds() {
    var strands =
        span()
            .scope("strands.telemetry.tracer")
            .with("gen_ai.operation.name", "chat")
            .with("gen_ai.server.time_to_first_token", 250);
    assertThat(strands.read().call().ttftMs()).isEqualTo(250);
    var openLit =
        span()
            .scope("openlit.instrumentation.openai")
            .with("gen_ai.operation.name", "chat")
            .with("gen_ai.server.time_to_first_token", Value.of(0.25));
    assertThat(openLit.read().call().ttftMs()).isEqualTo(250);
  }

  @Test
  void theAnonymousTelemetryOfCrewAiIsNoWork() {
    var read =
        span()
            .scope("crewai.telemetry")
            .name("Tool Usage")
            .with("crew_key", "k")
            .with("tool_name", "search");
    assertThat(read.read().op()).isEqualTo(Operation.OTHER);
    assertThat(read.read().dialect()).isEqualTo("crewai");
  }

  @Test
  void anEnginesSpanIsACallWithItsOwnTimes() {
    var read =
        span()
            .scope("vllm.llm_engine")
            .name("llm_request")
            .with("gen_ai.request.model", "qwen3")
            .with("gen_ai.usage.prompt_tokens", 40)
            .with("gen_ai.usage.completion_tokens", 8)
            .with("gen_ai.latency.time_to_first_token", Value.of(0.1))
            .read();
    assertThat(read.op()).isEqualTo(Operation.CHAT);
    assertThat(read.usage().input()).isEqualTo(40);
    assertThat(read.call().ttftMs()).isEqualTo(100);
    assertThat(read.dialect()).isEqualTo("engine");
  }
}
