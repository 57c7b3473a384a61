// SPDX-License-Identifier: Apache-2.0
package dev.clew.runs;

import dev.clew.engine.Block;
import dev.clew.engine.Column;
import dev.clew.model.TraceId;

/// Rows of `calls`, by the columns of `0001_traces.sql`, `0040_costs.sql`, `0080_price_details.sql`
/// and `0131_call_keys.sql`.
final class CallRows {
  private final Block block = new Block();
  private final Column.Symbols project = block.symbols("project_id");
  private final Column.Whole minute = block.whole("minute", "DateTime('UTC')");
  private final Column.Fixed16 traceId = block.fixed16("trace_id");
  private final Column.Fixed8 spanId = block.fixed8("span_id");
  private final Column.Whole version = block.whole("version", "UInt64");
  private final Column.Whole deleted = block.whole("deleted", "UInt8");
  private final Column.Whole startTime = block.whole("start_time", "DateTime64(9, 'UTC')");
  private final Column.Whole duration = block.whole("duration_ns", "Int64");
  private final Column.Whole billable = block.whole("billable", "Bool");
  private final Column.Fixed8 duplicateOf = block.fixed8("duplicate_of");
  private final Column.Whole aggregateOf = block.whole("aggregate_of", "UInt32");
  private final Column.Symbols note = block.symbols("note");
  private final Column.Whole status = block.whole("status", "Int8");
  private final Column.Symbols errorType = block.symbols("error_type");
  private final Column.Symbols service = block.symbols("service");
  private final Column.Symbols environment = block.symbols("environment");
  private final Column.Symbols layer = block.symbols("layer");
  private final Column.Symbols scope = block.symbols("scope");
  private final Column.Symbols op = block.symbols("op");
  private final Column.Symbols provider = block.symbols("provider");
  private final Column.Symbols requestModel = block.symbols("request_model");
  private final Column.Symbols responseModel = block.symbols("response_model");
  private final Column.Text responseId = block.text("response_id");
  private final Column.Whole inputTokens = block.whole("input_tokens", "Int64");
  private final Column.Whole outputTokens = block.whole("output_tokens", "Int64");
  private final Column.Whole cacheReadTokens = block.whole("cache_read_tokens", "Int64");
  private final Column.Whole cacheWriteTokens = block.whole("cache_write_tokens", "Int64");
  private final Column.Whole reasoningTokens = block.whole("reasoning_tokens", "Int64");
  private final Column.Symbols usageBasis = block.symbols("usage_basis");
  private final Column.Real64 costUsd = block.real64("cost_usd");
  private final Column.Real64 costInput = block.real64("cost_input_usd");
  private final Column.Real64 costCacheRead = block.real64("cost_cache_read_usd");
  private final Column.Real64 costCacheWrite = block.real64("cost_cache_write_usd");
  private final Column.Real64 costOutput = block.real64("cost_output_usd");
  private final Column.Real64 costReasoning = block.real64("cost_reasoning_usd");
  private final Column.Symbols costSource = block.symbols("cost_source");
  private final Column.Symbols priceVersion = block.symbols("price_version");
  private final Column.Symbols pricedModel = block.symbols("priced_model");
  private final Column.Whole contextWindow = block.whole("context_window", "UInt32");
  private final Column.Real64 claimedUsd = block.real64("claimed_cost_usd");
  private final Column.Symbols serviceTier = block.symbols("service_tier");
  private final Column.Symbols region = block.symbols("region");
  private final Column.Whole cacheWriteHour = block.whole("cache_write_1h_tokens", "Int64");
  private final Column.Whole inputAudio = block.whole("input_audio_tokens", "Int64");
  private final Column.Whole outputAudio = block.whole("output_audio_tokens", "Int64");
  private final Column.Whole inputImage = block.whole("input_image_tokens", "Int64");
  private final Column.Whole outputImage = block.whole("output_image_tokens", "Int64");
  private final Column.Whole stream = block.whole("stream", "Int8");
  private final Column.Real ttft = block.real("ttft_ms");
  private final Column.Real tpot = block.real("tpot_ms");
  private final Column.Text sessionId = block.text("session_id");
  private final Column.Text userId = block.text("user_id");
  private final Column.Symbols agent = block.symbols("agent");
  private final Column.Symbols workflow = block.symbols("workflow");
  private final Column.Symbols promptName = block.symbols("prompt_name");
  private final Column.Symbols gatewayKey = block.symbols("gateway_key");

  private void addCost(Call call) {
    var priced = call.priced();
    var cost = priced == null ? null : priced.cost();
    costUsd.add(call.costUsd());
    costInput.add(cost == null ? -1 : cost.input() + cost.flat());
    costCacheRead.add(cost == null ? -1 : cost.cacheRead());
    costCacheWrite.add(cost == null ? -1 : cost.cacheWrite());
    costOutput.add(cost == null ? -1 : cost.output());
    costReasoning.add(cost == null ? -1 : cost.reasoning());
    costSource.add(priced == null ? "" : priced.price().source());
    priceVersion.add(priced == null ? "" : priced.price().version());
    pricedModel.add(priced == null ? "" : priced.price().provider() + "/" + priced.price().model());
    contextWindow.add(priced == null ? 0 : priced.price().window());
    claimedUsd.add(call.span().model().bill().claimedUsd());
    serviceTier.add(call.span().model().bill().serviceTier());
    region.add(call.span().model().bill().region());
    var details = call.span().usage().details();
    cacheWriteHour.add(RunWriter.orUnknown(details.cacheWriteHour()));
    inputAudio.add(RunWriter.orUnknown(details.inputAudio()));
    outputAudio.add(RunWriter.orUnknown(details.outputAudio()));
    inputImage.add(RunWriter.orUnknown(details.inputImage()));
    outputImage.add(RunWriter.orUnknown(details.outputImage()));
  }

  Block block() {
    return block;
  }

  void add(String projectId, TraceId trace, Call call, long atVersion) {
    var span = call.span();
    project.add(projectId);
    minute.add(span.minute());
    traceId.add(trace.high(), trace.low());
    spanId.add(span.id().value());
    version.add(atVersion);
    deleted.add(0);
    startTime.add(span.startNs());
    duration.add(span.durationNs());
    billable.add(call.billable());
    duplicateOf.add(call.duplicateOf().value());
    aggregateOf.add(call.aggregateOf());
    note.add(call.note());
    status.add(span.status());
    errorType.add(span.errorType());
    service.add(span.emitter().service());
    environment.add(span.emitter().environment());
    layer.add(span.emitter().layer());
    scope.add(span.emitter().scope());
    op.add(span.op().label());
    provider.add(span.model().provider());
    requestModel.add(span.model().requestModel());
    responseModel.add(span.model().responseModel());
    responseId.add(span.model().responseId());
    inputTokens.add(RunWriter.orUnknown(span.usage().input()));
    outputTokens.add(RunWriter.orUnknown(span.usage().output()));
    cacheReadTokens.add(RunWriter.orUnknown(span.usage().cacheRead()));
    cacheWriteTokens.add(RunWriter.orUnknown(span.usage().cacheWrite()));
    reasoningTokens.add(RunWriter.orUnknown(span.usage().reasoning()));
    usageBasis.add(RunWriter.label(span.usage().basis()));
    addCost(call);
    stream.add(span.model().stream());
    ttft.add(span.model().ttftMs());
    tpot.add(span.model().tpotMs());
    sessionId.add(call.whose().session());
    userId.add(call.whose().user());
    agent.add(call.whose().agent());
    workflow.add(call.whose().workflow());
    promptName.add(call.whose().promptName());
    gatewayKey.add(call.whose().gatewayKey());
  }
}
