// SPDX-License-Identifier: Apache-2.0
package dev.clew.ingest;

import dev.clew.engine.Block;
import dev.clew.engine.Column;
import dev.clew.model.Content;
import dev.clew.model.Quirk;
import dev.clew.model.Span;
import dev.clew.model.Value;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The rows of one commit: one block for `spans`. The order and types of the columns are those of
/// `0001_traces.sql`, then `0031_map.sql`, `0070_quirks.sql`, `0080_price_details.sql`.
final class SpanBlocks {

  private final Block spans = new Block();
  private final Column.Symbols project = spans.symbols("project_id");
  private final Column.Whole day = spans.whole("day", "Date");
  private final Column.Whole minute = spans.whole("minute", "DateTime('UTC')");
  private final Column.Fixed16 traceId = spans.fixed16("trace_id");
  private final Column.Fixed8 spanId = spans.fixed8("span_id");
  private final Column.Fixed8 parentSpanId = spans.fixed8("parent_span_id");
  private final Column.Whole startTime = spans.whole("start_time", "DateTime64(9, 'UTC')");
  private final Column.Whole duration = spans.whole("duration_ns", "Int64");
  private final Column.Whole receivedAt = spans.whole("received_at", "DateTime('UTC')");
  private final Column.Symbols name = spans.symbols("name");
  private final Column.Whole kind = spans.whole("kind", "Int8");
  private final Column.Whole status = spans.whole("status", "Int8");
  private final Column.Text statusMessage = spans.text("status_message");
  private final Column.Symbols errorType = spans.symbols("error_type");
  private final Column.Text traceState = spans.text("trace_state");
  private final Column.Whole flags = spans.whole("flags", "UInt32");
  private final Column.Symbols service = spans.symbols("service");
  private final Column.Symbols environment = spans.symbols("environment");
  private final Column.Fixed16 resource = spans.fixed16("resource_hash");
  private final Column.Symbols scope = spans.symbols("scope");
  private final Column.Symbols scopeVersion = spans.symbols("scope_version");
  private final Column.Symbols dialect = spans.symbols("dialect");
  private final Column.Symbols layer = spans.symbols("layer");
  private final Column.Symbols op = spans.symbols("op");
  private final Column.Whole guessed = spans.whole("guessed", "Bool");
  private final Column.Symbols provider = spans.symbols("provider");
  private final Column.Symbols requestModel = spans.symbols("request_model");
  private final Column.Symbols responseModel = spans.symbols("response_model");
  private final Column.Text responseId = spans.text("response_id");
  private final Column.Whole inputTokens = spans.whole("input_tokens", "Int64");
  private final Column.Whole outputTokens = spans.whole("output_tokens", "Int64");
  private final Column.Whole cacheReadTokens = spans.whole("cache_read_tokens", "Int64");
  private final Column.Whole cacheWriteTokens = spans.whole("cache_write_tokens", "Int64");
  private final Column.Whole reasoningTokens = spans.whole("reasoning_tokens", "Int64");
  private final Column.Symbols usageBasis = spans.symbols("usage_basis");
  private final Column.Symbols usageConflict = spans.symbols("usage_conflict");
  private final Column.Whole stream = spans.whole("stream", "Int8");
  private final Column.Real ttft = spans.real("ttft_ms");
  private final Column.Real tpot = spans.real("tpot_ms");
  private final Column.SymbolList finishReasons = spans.symbolList("finish_reasons");
  private final Column.Text sessionId = spans.text("session_id");
  private final Column.Text userId = spans.text("user_id");
  private final Column.Symbols agent = spans.symbols("agent");
  private final Column.Symbols workflow = spans.symbols("workflow");
  private final Column.Symbols promptName = spans.symbols("prompt_name");
  private final Column.Symbols tool = spans.symbols("tool");
  private final Column.Text toolCallId = spans.text("tool_call_id");
  private final Column.Symbols mcpServer = spans.symbols("mcp_server");
  private final Column.Symbols mcpMethod = spans.symbols("mcp_method");
  private final Column.Text mcpSessionId = spans.text("mcp_session_id");
  private final Column.Symbols contentState = spans.symbols("content_state");
  private final Column.Text inputPreview = spans.text("input_preview");
  private final Column.Text outputPreview = spans.text("output_preview");
  private final Column.Fixed8s messagesIn = spans.fixed8s("messages_in");
  private final Column.Fixed8s messagesOut = spans.fixed8s("messages_out");
  private final Column.Fixed16s system = spans.fixed16s("system_instructions");
  private final Column.Fixed16s tools = spans.fixed16s("tool_definitions");
  private final Column.Fixed8 inputText = spans.fixed8("input_text_hash");
  private final Column.Fixed8 outputText = spans.fixed8("output_text_hash");
  private final Column.TextMap attributes = spans.textMap("attributes");
  private final Column.TextMap attributesJson = spans.textMap("attributes_json");
  private final Column.Text events = spans.text("events");
  private final Column.Text links = spans.text("links");
  private final Column.Whole droppedAttributes = spans.whole("dropped_attributes", "UInt32");
  private final Column.Symbols peer = spans.symbols("peer");
  private final Column.SymbolList quirks = spans.symbolList("quirks");
  private final Column.Symbols region = spans.symbols("region");
  private final Column.Whole cacheWriteHour = spans.whole("cache_write_1h_tokens", "Int64");
  private final Column.Whole inputAudio = spans.whole("input_audio_tokens", "Int64");
  private final Column.Whole outputAudio = spans.whole("output_audio_tokens", "Int64");
  private final Column.Whole inputImage = spans.whole("input_image_tokens", "Int64");
  private final Column.Whole outputImage = spans.whole("output_image_tokens", "Int64");

  Block spans() {
    return spans;
  }

  void add(String projectId, PackedSpan packed, EventTime filed, long nowSeconds) {
    var span = packed.span();
    var raw = span.raw();
    project.add(projectId);
    day.add(filed.day());
    minute.add(filed.minute());
    traceId.add(raw.ids().traceId().high(), raw.ids().traceId().low());
    spanId.add(raw.ids().spanId().value());
    parentSpanId.add(raw.ids().parentId().value());
    startTime.add(raw.startNs());
    duration.add(raw.durationNs());
    receivedAt.add(nowSeconds);
    name.add(raw.name());
    kind.add(raw.kind().number());
    status.add(raw.status().code().number());
    statusMessage.add(raw.status().message());
    errorType.add(orEmpty(span.errorType()));
    traceState.add(raw.ids().traceState());
    flags.add(raw.ids().flags());
    service.add(raw.resource().service());
    environment.add(orEmpty(span.identity().environment()));
    resource.add(packed.resource().high(), packed.resource().low());
    scope.add(raw.scope().name());
    scopeVersion.add(raw.scope().version());
    dialect.add(span.dialect());
    layer.add(span.layer().label());
    op.add(span.op().label());
    guessed.add(span.guessed());
    addCall(span);
    addIdentity(span);
    addContent(packed);
    addAttributes(span);
    events.add(ValueJson.events(raw.events()));
    links.add(ValueJson.links(raw.links()));
    droppedAttributes.add(raw.dropped().attributes());
    peer.add(orEmpty(span.peer()));
    quirks.add(
        span.quirks().isEmpty() ? List.of() : span.quirks().stream().map(Quirk::label).toList());
  }

  private void addCall(Span span) {
    var call = span.call();
    provider.add(orEmpty(call.provider()));
    requestModel.add(orEmpty(call.requestModel()));
    responseModel.add(orEmpty(call.responseModel()));
    responseId.add(orEmpty(call.responseId()));
    var usage = span.usage();
    inputTokens.add(orUnknown(usage.input()));
    outputTokens.add(orUnknown(usage.output()));
    cacheReadTokens.add(orUnknown(usage.cacheRead()));
    cacheWriteTokens.add(orUnknown(usage.cacheWrite()));
    reasoningTokens.add(orUnknown(usage.reasoning()));
    usageBasis.add(usage.basis() == null ? "" : usage.basis().label());
    usageConflict.add(orEmpty(usage.conflict()));
    stream.add(call.stream() == null ? -1 : call.stream() ? 1 : 0);
    ttft.add(call.ttftMs() == null ? -1 : call.ttftMs());
    tpot.add(call.tpotMs() == null ? -1 : call.tpotMs());
    finishReasons.add(call.finishReasons());
    region.add(orEmpty(call.region()));
    var details = usage.details();
    cacheWriteHour.add(orUnknown(details.cacheWriteHour()));
    inputAudio.add(orUnknown(details.inputAudio()));
    outputAudio.add(orUnknown(details.outputAudio()));
    inputImage.add(orUnknown(details.inputImage()));
    outputImage.add(orUnknown(details.outputImage()));
  }

  private void addIdentity(Span span) {
    var identity = span.identity();
    sessionId.add(orEmpty(identity.sessionId()));
    userId.add(orEmpty(identity.userId()));
    agent.add(orEmpty(identity.agentName()));
    workflow.add(orEmpty(identity.workflowName()));
    promptName.add(orEmpty(identity.promptName()));
    var use = span.tool();
    tool.add(orEmpty(use.name()));
    toolCallId.add(orEmpty(use.callId()));
    mcpServer.add(orEmpty(use.mcpServer()));
    mcpMethod.add(orEmpty(use.mcpMethod()));
    mcpSessionId.add(orEmpty(use.mcpSessionId()));
  }

  private void addContent(PackedSpan packed) {
    var content = packed.span().content();
    contentState.add(
        content.state() == Content.State.ABSENT
            ? ""
            : content.state().name().toLowerCase(Locale.ROOT));
    inputPreview.add(packed.inputPreview());
    outputPreview.add(packed.outputPreview());
    addAll(messagesIn, packed.input());
    addAll(messagesOut, packed.output());
    addAll(system, packed.system());
    addAll(tools, packed.tools());
    inputText.add(packed.inputText().inTrace());
    outputText.add(packed.outputText().inTrace());
  }

  private void addAttributes(Span span) {
    for (var attribute : span.raw().attributes()) {
      if (attribute.value() instanceof Value.Text(var text)) {
        attributes.entry(attribute.key(), text);
      } else {
        attributesJson.entry(attribute.key(), ValueJson.of(attribute.value()));
      }
    }
    attributes.add();
    attributesJson.add();
  }

  private static void addAll(Column.Fixed8s column, List<Hash128> hashes) {
    for (var hash : hashes) {
      column.item(hash.inTrace());
    }
    column.add();
  }

  private static void addAll(Column.Fixed16s column, List<Hash128> hashes) {
    for (var hash : hashes) {
      column.item(hash.high(), hash.low());
    }
    column.add();
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static long orUnknown(@Nullable Long number) {
    return number == null ? -1 : number;
  }
}
