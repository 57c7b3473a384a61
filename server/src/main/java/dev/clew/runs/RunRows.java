// SPDX-License-Identifier: Apache-2.0
package dev.clew.runs;

import dev.clew.engine.Block;
import dev.clew.engine.Column;

/// Rows of `runs`, by the columns of `0001_traces.sql`, `0040_costs.sql` and `0130_run_quirks.sql`.
final class RunRows {
  private final Block block = new Block();
  private final Column.Symbols project = block.symbols("project_id");
  private final Column.Whole minute = block.whole("minute", "DateTime('UTC')");
  private final Column.Fixed16 traceId = block.fixed16("trace_id");
  private final Column.Whole version = block.whole("version", "UInt64");
  private final Column.Whole deleted = block.whole("deleted", "UInt8");
  private final Column.Whole state = block.whole("state", "Int8");
  private final Column.Whole analysedSpans = block.whole("analysed_spans", "UInt64");
  private final Column.Whole analysedAt = block.whole("analysed_at", "DateTime64(3, 'UTC')");
  private final Column.Whole startTime = block.whole("start_time", "DateTime64(9, 'UTC')");
  private final Column.Whole duration = block.whole("duration_ns", "Int64");
  private final Column.Text name = block.text("name");
  private final Column.Symbols service = block.symbols("service");
  private final Column.Symbols environment = block.symbols("environment");
  private final Column.Whole status = block.whole("status", "Int8");
  private final Column.Symbols errorType = block.symbols("error_type");
  private final Column.Whole spanCount = block.whole("span_count", "UInt32");
  private final Column.Whole errorCount = block.whole("error_count", "UInt32");
  private final Column.Whole llmCalls = block.whole("llm_calls", "UInt32");
  private final Column.Whole toolCalls = block.whole("tool_calls", "UInt32");
  private final Column.Whole inputTokens = block.whole("input_tokens", "Int64");
  private final Column.Whole outputTokens = block.whole("output_tokens", "Int64");
  private final Column.Whole cacheReadTokens = block.whole("cache_read_tokens", "Int64");
  private final Column.Whole cacheWriteTokens = block.whole("cache_write_tokens", "Int64");
  private final Column.Whole reasoningTokens = block.whole("reasoning_tokens", "Int64");
  private final Column.Symbols usageBasis = block.symbols("usage_basis");
  private final Column.Real64 costUsd = block.real64("cost_usd");
  private final Column.Whole unpricedCalls = block.whole("unpriced_calls", "UInt32");
  private final Column.Real ttft = block.real("ttft_ms");
  private final Column.Text sessionId = block.text("session_id");
  private final Column.Text userId = block.text("user_id");
  private final Column.Symbols workflow = block.symbols("workflow");
  private final Column.SymbolList services = block.symbolList("services");
  private final Column.SymbolList models = block.symbolList("models");
  private final Column.SymbolList agents = block.symbolList("agents");
  private final Column.SymbolList tools = block.symbolList("tools");
  private final Column.Text inputPreview = block.text("input_preview");
  private final Column.Text outputPreview = block.text("output_preview");
  private final Column.SymbolList quirks = block.symbolList("quirks");

  Block block() {
    return block;
  }

  void add(String projectId, RunResult result, long atMinute, long atVersion, boolean gone) {
    var run = result.summary();
    var totals = run.totals();
    project.add(projectId);
    minute.add(atMinute);
    traceId.add(result.run().traceId().high(), result.run().traceId().low());
    version.add(atVersion);
    deleted.add(gone);
    state.add(run.done() ? 1 : 0);
    analysedSpans.add(result.run().storedSpans());
    analysedAt.add(atVersion);
    startTime.add(run.startNs());
    duration.add(run.durationNs());
    name.add(run.name());
    service.add(run.service());
    environment.add(run.environment());
    status.add(run.status());
    errorType.add(run.errorType());
    spanCount.add(run.spanCount());
    errorCount.add(run.errorCount());
    llmCalls.add(totals.calls());
    toolCalls.add(run.toolCalls());
    inputTokens.add(totals.input());
    outputTokens.add(totals.output());
    cacheReadTokens.add(totals.cacheRead());
    cacheWriteTokens.add(totals.cacheWrite());
    reasoningTokens.add(totals.reasoning());
    usageBasis.add(RunWriter.label(totals.basis()));
    costUsd.add(totals.costUsd());
    unpricedCalls.add(totals.unpriced());
    ttft.add(run.ttftMs());
    sessionId.add(run.session());
    userId.add(run.user());
    workflow.add(run.workflow());
    services.add(run.services());
    models.add(run.models());
    agents.add(run.agents());
    tools.add(run.tools());
    inputPreview.add(run.inputPreview());
    outputPreview.add(run.outputPreview());
    quirks.add(run.quirks());
  }
}
