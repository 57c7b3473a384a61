// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import static dev.clew.semconv.RawSpanBuilder.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Operation;
import dev.clew.model.UsageBasis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Frameworks whose spans come from OpenInference's instrumentations, written after their sources
/// (Arize-ai/openinference, `openinference-instrumentation-smolagents` and `-dspy`).
class OpenInferenceNamesTest {

  private static final String SMOLAGENTS = "openinference.instrumentation.smolagents";
  private static final String DSPY = "openinference.instrumentation.dspy";
  private static final String KIND = "openinference.span.kind";

  @ParameterizedTest
  @CsvSource({
    "openinference.instrumentation.smolagents, CodeAgent.run, AGENT, AGENT_INVOKE, CodeAgent",
    "openinference.instrumentation.smolagents, ToolCallingAgent.run, AGENT, AGENT_INVOKE, ToolCallingAgent",
    "openinference.instrumentation.smolagents, Step 1, CHAIN, STEP,",
    "openinference.instrumentation.smolagents, OpenAIServerModel.generate, LLM, CHAT,",
    "openinference.instrumentation.smolagents, FinalAnswerTool, TOOL, TOOL_CALL,",
    "openinference.instrumentation.dspy, ChainOfThought.forward, CHAIN, CHAIN,",
    "openinference.instrumentation.dspy, Predict(StringSignature).forward, CHAIN, CHAIN,",
    "openinference.instrumentation.dspy, ChatAdapter.__call__, CHAIN, CHAIN,",
    "openinference.instrumentation.dspy, ReAct.forward, CHAIN, AGENT_INVOKE, ReAct",
    "openinference.instrumentation.dspy, ReAct.aforward, CHAIN, AGENT_INVOKE, ReAct",
    "openinference.instrumentation.dspy, LM.__call__, LLM, CHAT,",
    "openinference.instrumentation.dspy, Retrieve.forward, RETRIEVER, RETRIEVE,",
    "openinference.instrumentation.dspy, search.__call__, TOOL, TOOL_CALL,",
    "openinference.instrumentation.other, Step 1, CHAIN, CHAIN,",
    "openinference.instrumentation.other, ReAct.forward, CHAIN, CHAIN,",
  })
  void whatASpanDoesAndWhoseItIs(
      String scope, String name, String kind, Operation op, String agent) {
    var read = span().scope(scope).name(name).with(KIND, kind).read();
    assertThat(read.op()).isEqualTo(op);
    assertThat(read.identity().agentName()).isEqualTo(agent);
    assertThat(read.dialect()).isEqualTo("openinference");
  }

  @Test
  void theOutermostModuleOfDspyIsTheWorkflow() {
    var read = span().scope(DSPY).name("Pipeline.forward").with(KIND, "CHAIN").root().read();
    assertThat(read.op()).isEqualTo(Operation.WORKFLOW);
    assertThat(read.identity().workflowName()).isEqualTo("Pipeline.forward");
  }

  @Test
  void aRunOfSmolagentsSumsUpItsCalls() {
    var run =
        span()
            .scope(SMOLAGENTS)
            .name("CodeAgent.run")
            .with(KIND, "AGENT")
            .with("input.value", "{\"task\": \"How old is the oldest tree?\", \"stream\": false}")
            .with("smolagents.task", "How old is the oldest tree?")
            .with("smolagents.max_steps", 20)
            .with("llm.token_count.prompt", 5_230)
            .with("llm.token_count.completion", 310)
            .with("llm.token_count.total", 5_540)
            .with("output.value", "4,855 years")
            .read();
    assertThat(run.usage().basis()).isEqualTo(UsageBasis.AGGREGATE);
    assertThat(run.usage().input()).isEqualTo(5_230);
    assertThat(run.content().outputText()).isEqualTo("4,855 years");
  }

  @Test
  void aModelOfSmolagentsReportsTokensAndMessages() {
    var call =
        span()
            .scope(SMOLAGENTS)
            .name("OpenAIServerModel.generate")
            .with(KIND, "LLM")
            .with("llm.model_name", "gpt-4.1-mini")
            .with("llm.invocation_parameters", "{\"temperature\": 0.2}")
            .with("llm.input_messages.0.message.role", "user")
            .with("llm.input_messages.0.message.content", "How old is the oldest tree?")
            .with("llm.output_messages.0.message.role", "assistant")
            .with("llm.output_messages.0.message.contents.0.message_content.type", "text")
            .with("llm.output_messages.0.message.contents.0.message_content.text", "I search.")
            .with("llm.output_messages.0.message.tool_calls.0.tool_call.id", "call_1")
            .with(
                "llm.output_messages.0.message.tool_calls.0.tool_call.function.name", "web_search")
            .with(
                "llm.output_messages.0.message.tool_calls.0.tool_call.function.arguments",
                "{\"query\": \"oldest tree\"}")
            .with(
                "llm.tools.0.tool.json_schema",
                "{\"type\": \"function\", \"function\": {\"name\": \"web_search\"}}")
            .with("llm.token_count.prompt", 2_100)
            .with("llm.token_count.completion", 90)
            .with("llm.token_count.total", 2_190)
            .read();
    assertThat(call.call().responseModel()).isEqualTo("gpt-4.1-mini");
    assertThat(call.usage().basis()).isEqualTo(UsageBasis.REPORTED);
    assertThat(call.usage().input()).isEqualTo(2_100);
    assertThat(call.usage().output()).isEqualTo(90);
    assertThat(call.content().toString())
        .contains("How old is the oldest tree?", "I search.", "web_search", "call_1");
  }

  @Test
  void aToolOfSmolagentsHasItsNameBesideItsClass() {
    var tool =
        span()
            .scope(SMOLAGENTS)
            .name("DuckDuckGoSearchTool")
            .with(KIND, "TOOL")
            .with("tool.name", "web_search")
            .with("tool.parameters", "{\"query\": {\"type\": \"string\"}}")
            .with("input.value", "{\"args\": [], \"kwargs\": {\"query\": \"oldest tree\"}}")
            .with("output.value", "Methuselah")
            .read();
    assertThat(tool.tool().name()).isEqualTo("web_search");
    assertThat(tool.tool().result()).isEqualTo("Methuselah");
  }

  @ParameterizedTest
  @CsvSource({"search_docs.__call__, search_docs", "search_docs.acall, search_docs"})
  void aToolOfDspyIsNamedByItsSpanOnly(String name, String tool) {
    var read =
        span()
            .scope(DSPY)
            .name(name)
            .with(KIND, "TOOL")
            .with("input.value", "{\"kwargs\": {\"query\": \"refunds\"}}")
            .with("output.value", "\"within 14 days\"")
            .read();
    assertThat(read.tool().name()).isEqualTo(tool);
    assertThat(read.tool().arguments()).contains("refunds");
  }

  @Test
  void aModelOfDspyIsACallWhoseTokensNobodyReports() {
    var call =
        span()
            .scope(DSPY)
            .name("LM.__call__")
            .with(KIND, "LLM")
            .with("llm.model_name", "gpt-4o-mini")
            .with("llm.provider", "openai")
            .with("llm.input_messages.0.message.role", "system")
            .with("llm.input_messages.0.message.content", "Your input fields are: question")
            .with("llm.output_messages.0.message.role", "assistant")
            .with("llm.output_messages.0.message.content", "[[ ## answer ## ]] Paris")
            .read();
    assertThat(call.op()).isEqualTo(Operation.CHAT);
    assertThat(call.call().provider()).isEqualTo("openai");
    assertThat(call.call().responseModel()).isEqualTo("gpt-4o-mini");
    assertThat(call.usage().isKnown()).isFalse();
  }
}
