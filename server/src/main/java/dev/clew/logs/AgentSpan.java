// SPDX-License-Identifier: Apache-2.0
package dev.clew.logs;

import com.dynatrace.hash4j.hashing.Hashing;
import dev.clew.model.Attribute;
import dev.clew.model.Attributes;
import dev.clew.model.RawSpan;
import dev.clew.model.Scope;
import dev.clew.model.SpanId;
import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import dev.clew.model.TraceId;
import dev.clew.model.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The span that a coding agent would have sent for what it only logged, in the words of the GenAI
/// conventions.
///
/// Its id is a hash of the record, so a record that is sent again makes the same span again. A
/// record without a trace belongs to the trace of its prompt, or with Codex of its conversation.
final class AgentSpan {

  private static final Scope SCOPE = new Scope("clew.agent_log", "", Attributes.NONE, "");

  private final AgentEvent event;
  private final List<Attribute> attributes = new ArrayList<>();

  private AgentSpan(AgentEvent event) {
    this.event = event;
  }

  /// @param event with a session, or a trace of its own
  static RawSpan of(AgentEvent event) {
    return new AgentSpan(event).span();
  }

  private RawSpan span() {
    var record = event.record();
    long end = event.endNs();
    var sentTrace = record.traceId();
    var trace = sentTrace == null ? traceOf(event) : sentTrace;
    boolean isRoot = sentTrace == null && event.role() == AgentEvent.Role.ROOT;
    var sentParent = record.spanId();
    var parent = sentTrace == null ? rootOf(trace) : sentParent == null ? SpanId.NONE : sentParent;
    var name = describe();
    var why = event.text("error", "error_message", "error.message");
    return new RawSpan(
        new RawSpan.Ids(
            trace,
            isRoot ? rootOf(trace) : new SpanId(nonZero(record.contentHash())),
            isRoot ? SpanId.NONE : parent,
            "",
            0),
        record.resource(),
        SCOPE,
        name,
        event.role() == AgentEvent.Role.CALL ? SpanKind.CLIENT : SpanKind.INTERNAL,
        end - event.durationNs(),
        end,
        new Attributes(attributes),
        List.of(),
        List.of(),
        event.hasFailed()
            ? new RawSpan.Status(StatusCode.ERROR, why == null ? "" : why)
            : RawSpan.Status.UNSET,
        RawSpan.Dropped.NOTHING,
        record.contentHash(),
        record.sizeBytes());
  }

  /// Fills the attributes; returns the name.
  private String describe() {
    copy("gen_ai.conversation.id", "session.id", "conversation.id");
    copy("user.id", "user.id", "user.account_uuid", "user.account_id");
    if (event.hasFailed()) {
      copy("error.type", "error_type", "error.type", "status_code", "http.response.status_code");
    }
    return switch (event.role()) {
      case ROOT -> {
        put("gen_ai.operation.name", Value.of("invoke_agent"));
        var service = event.record().resource().service();
        var agent = service.isEmpty() ? nameOfAgent() : service;
        put("gen_ai.agent.name", Value.of(agent));
        copy("input.value", "prompt");
        yield "invoke_agent " + agent;
      }
      case PROMPT -> {
        put("gen_ai.operation.name", Value.of("react"));
        copy("input.value", "prompt");
        yield "prompt";
      }
      case CALL, ANSWER -> call();
      case TOOL -> {
        put("gen_ai.operation.name", Value.of("execute_tool"));
        copy("gen_ai.tool.name", "tool_name", "function_name");
        copy("gen_ai.tool.call.id", "tool_use_id", "call_id");
        copy(
            "gen_ai.tool.call.arguments",
            "tool_input",
            "tool_parameters",
            "arguments",
            "function_args");
        copy("gen_ai.tool.call.result", "output", "tool_output");
        var tool = event.text("tool_name", "function_name");
        yield tool == null ? "execute_tool" : "execute_tool " + tool;
      }
    };
  }

  private String call() {
    put("gen_ai.operation.name", Value.of("chat"));
    if (event.agent().equals(AgentEvent.CLAUDE_CODE)) {
      put("gen_ai.provider.name", Value.of("anthropic"));
    } else if (event.agent().equals(AgentEvent.GEMINI_CLI)) {
      put("gen_ai.provider.name", Value.of("gcp.gemini"));
    }
    copy("gen_ai.request.model", "model", "model_name");
    copy("gen_ai.response.finish_reasons", "finish_reasons");
    copy("gen_ai.client.time_to_first_token", "ttft_ms");
    copy("gen_ai.usage.cost", "cost_usd");
    copy("output.value", "response_text");
    tokens();
    var model = event.text("model", "model_name");
    return model == null ? "chat" : "chat " + model;
  }

  /// Claude Code counts what was cached beside its input. Gemini counts what its tools read beside
  /// it; its thoughts, beside the output, are added where all spans are read.
  private void tokens() {
    var input = event.number("input_tokens", "input_token_count");
    var read =
        event.number("cache_read_tokens", "cached_token_count", "cached_content_token_count");
    var written = event.number("cache_creation_tokens", "cache_write_token_count");
    if (input != null) {
      double whole =
          switch (event.agent()) {
            case AgentEvent.CLAUDE_CODE -> input + orZero(read) + orZero(written);
            case AgentEvent.GEMINI_CLI -> input + orZero(event.number("tool_token_count"));
            default -> input;
          };
      put("gen_ai.usage.input_tokens", Value.of(whole));
    }
    copy("gen_ai.usage.output_tokens", "output_tokens", "output_token_count");
    copy("gen_ai.usage.total_tokens", "total_token_count");
    put("gen_ai.usage.cache_read.input_tokens", read);
    put("gen_ai.usage.cache_write.input_tokens", written);
    copy("gen_ai.usage.reasoning.output_tokens", "reasoning_token_count", "thoughts_token_count");
  }

  private String nameOfAgent() {
    return event.agent().substring(0, event.agent().length() - 1).replace('_', '-');
  }

  private void copy(String to, String... from) {
    put(to, event.value(from));
  }

  private void put(String key, @Nullable Value value) {
    if (value != null) {
      attributes.add(new Attribute(key, value));
    }
  }

  private void put(String key, @Nullable Double number) {
    put(key, number == null ? null : Value.of(number));
  }

  private static double orZero(@Nullable Double number) {
    return number == null ? 0 : number;
  }

  /// The trace of records that came without one.
  static TraceId traceOf(AgentEvent event) {
    var what = event.agent() + "\n" + event.session() + "\n" + event.turn();
    return new TraceId(nonZero(hash("trace\n" + what)), hash("run\n" + what));
  }

  private static SpanId rootOf(TraceId trace) {
    return new SpanId(nonZero(trace.low()));
  }

  private static long hash(String text) {
    return Hashing.xxh3_64().hashCharsToLong(text);
  }

  private static long nonZero(long hash) {
    return hash == 0 ? 1 : hash;
  }
}
