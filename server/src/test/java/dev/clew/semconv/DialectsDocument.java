// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import dev.clew.model.Operation;
import dev.clew.model.Span;
import dev.clew.semconv.dialect.Dialect;
import dev.clew.semconv.dialect.RuleBook;
import dev.clew.testkit.GoldenCase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// `docs/dialects.md`: what is read, from the tables of rules; what each captured SDK sends, from
/// the captures; and how to have more of it, which no capture can tell.
final class DialectsDocument {

  /// What a run can hold, and whether a span shows it.
  private static final Map<String, Predicate<Span>> FACTS = facts();

  private static final List<String> SWITCHES =
      List.of(
          "OpenTelemetry GenAI for Python, LoongSuite | messages: `OTEL_SEMCONV_STABILITY_OPT_IN=gen_ai_latest_experimental` and `OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT=SPAN_AND_EVENT`",
          "OpenTelemetry Java agent | messages: `otel.instrumentation.genai.capture-message-content=true`; only the OpenAI client and Bedrock are instrumented",
          "OpenInference | everything is on; `OPENINFERENCE_HIDE_INPUTS`, `OPENINFERENCE_HIDE_OUTPUTS` and their like switch it off; session and user: `using_attributes(session_id=…, user_id=…)`",
          "OpenLLMetry | `TRACELOOP_TRACE_CONTENT=true` is the default; session and user: `Traceloop.set_association_properties({\"session_id\": …, \"user_id\": …})`",
          "Spring AI | messages: `spring.ai.chat.observations.log-prompt=true` and `…log-completion=true`; arguments of tools: `spring.ai.tools.observations.include-content=true`; tokens of streams of Spring AI 1: `spring.ai.openai.chat.options.stream-usage=true`",
          "LangSmith for JavaScript | `LANGSMITH_TRACING_MODE=otel` and `initializeOTEL()`; only functions in `traceable(…)` and clients in `wrapOpenAI(…)` have spans, so put `traceable` around what calls LangChain",
          "OpenTelemetry for botocore | calls of Bedrock's agents are on their own side: OpenInference reads them where `enableTrace=True`",
          "Vercel AI SDK | `experimental_telemetry: { isEnabled: true, metadata: { sessionId, userId } }`",
          "Pydantic AI | `Agent.instrument_all()`; messages are on unless `include_content=False`",
          "Strands Agents | session and user: `Agent(trace_attributes={\"session.id\": …, \"user.id\": …})`",
          "Google ADK | sessions and users are in its log records: send logs as well",
          "Semantic Kernel, Agent Framework | `ENABLE_INSTRUMENTATION=true`, messages: `ENABLE_SENSITIVE_DATA=true`; .NET: `SEMANTICKERNEL_EXPERIMENTAL_GENAI_ENABLE_OTEL_DIAGNOSTICS_SENSITIVE=true`",
          "Haystack | messages: `HAYSTACK_CONTENT_TRACING_ENABLED=true`",
          "LiteLLM | `litellm.callbacks = [\"otel\"]`; a span of its own beside a parent: `USE_OTEL_LITELLM_REQUEST_SPAN=true`",
          "Dify | `ENABLE_OTEL=true`, `OTEL_SAMPLING_RATE=1` (0.1 is the default), `OTLP_BASE_ENDPOINT`; or a tracing provider in the settings of an app; one of the two, or calls are counted twice",
          "Claude Code | `CLAUDE_CODE_ENABLE_TELEMETRY=1`, `OTEL_LOGS_EXPORTER=otlp`; prompts: `OTEL_LOG_USER_PROMPTS=1`; spans: `CLAUDE_CODE_ENHANCED_TELEMETRY_BETA=1`, `OTEL_TRACES_EXPORTER=otlp`",
          "Codex CLI | `[otel]` in `config.toml` with `exporter` and `trace_exporter` of `otlp-http`; prompts: `log_user_prompt = true`",
          "Gemini CLI | `telemetry.enabled`, `telemetry.otlpEndpoint`; prompts: `telemetry.logPrompts`",
          "streams without tokens, any SDK of OpenAI's shape | ask the provider: `stream_options: {\"include_usage\": true}`",
          "vLLM, SGLang | spans: `--otlp-traces-endpoint`, SGLang also `--enable-trace`");

  private DialectsDocument() {}

  private static Map<String, Predicate<Span>> facts() {
    var facts = new LinkedHashMap<String, Predicate<Span>>();
    facts.put("tokens", span -> isCall(span) && span.usage().isKnown());
    facts.put("cached tokens", span -> isCall(span) && span.usage().cacheRead() != null);
    facts.put("first token", span -> span.call().ttftMs() != null);
    facts.put(
        "messages",
        span -> !span.content().input().isEmpty() || span.content().inputText() != null);
    facts.put("tool arguments", span -> span.tool().arguments() != null);
    facts.put("session", span -> span.identity().sessionId() != null);
    facts.put("user", span -> span.identity().userId() != null);
    facts.put("agent", span -> span.identity().agentName() != null);
    return facts;
  }

  private static boolean isCall(Span span) {
    return span.op().isModelCall();
  }

  static String of(List<GoldenCase> cases) {
    var lines = new ArrayList<String>();
    lines.add("# Dialects");
    lines.add("");
    lines.add(
        "Written by a test from the rules and the captured runs; `-Dgolden.update=true` rewrites it.");
    lines.add("");
    lines.add("## What is read");
    lines.add("");
    lines.add("| dialect | scopes | shown by (beside its scopes) |");
    lines.add("|---|---|---|");
    RuleBook.DIALECTS.forEach(dialect -> lines.add(line(dialect)));
    lines.add("");
    lines.add("## What captured SDKs send");
    lines.add("");
    lines.add(
        "One run each, with the switches that the captured program used. What a run did not do, it does not show: a run without tools has no arguments of tools.");
    lines.add("");
    lines.add("| run | dialects | what is recognised | holds | does not hold |");
    lines.add("|---|---|---|---|---|");
    cases.forEach(captured -> lines.add(line(captured)));
    lines.add("");
    lines.add("## How to have more of it");
    lines.add("");
    lines.add("| sender | switch |");
    lines.add("|---|---|");
    SWITCHES.forEach(row -> lines.add("| " + row + " |"));
    return String.join("\n", lines) + "\n";
  }

  private static String line(Dialect dialect) {
    var proofs =
        dialect.rows().stream()
            .filter(Dialect.Row::shows)
            .flatMap(row -> row.keys().stream())
            .limit(4)
            .toList();
    return "| %s | %s | %s |".formatted(dialect.id(), code(dialect.scopes()), code(proofs));
  }

  private static String line(GoldenCase captured) {
    var spans = CapturedSpansTest.spans(captured);
    var dialects = new TreeSet<String>();
    var operations = new TreeSet<Operation>();
    for (var span : spans) {
      if (span.op().group() != Operation.Group.INFRA) {
        dialects.add(span.dialect());
        operations.add(span.op());
      }
    }
    var held = new ArrayList<String>();
    var missing = new ArrayList<String>();
    FACTS.forEach((fact, shows) -> (spans.stream().anyMatch(shows) ? held : missing).add(fact));
    return "| %s | %s | %s | %s | %s |"
        .formatted(
            captured.name(),
            String.join(", ", dialects),
            operations.stream().map(Operation::label).collect(Collectors.joining(", ")),
            String.join(", ", held),
            String.join(", ", missing));
  }

  private static String code(List<String> words) {
    return words.stream().map(word -> "`" + word + "`").collect(Collectors.joining(", "));
  }
}
