// SPDX-License-Identifier: Apache-2.0
import { makeLargeRun } from "./largeRun.mjs";
import { makeRun } from "./runs.mjs";

const DAY = 86_400_000;

/** All runs in memory, newest last, with the summary the lists read. */
export class Store {
  constructor() {
    this.runs = new Map();
    this.listeners = new Set();
    this.logs = [];
    this.logListeners = new Set();
  }

  fill(count, largeSize) {
    const now = Date.now();
    for (let index = 0; index < count; index++)
      this.add(makeRun(index + 1, now - 2 * DAY * Math.pow(1 - (index + 1) / (count + 1), 1.4)));
    if (largeSize > 0) this.add(makeLargeRun(now - DAY / 3, largeSize));
  }

  add(run, state = "done") {
    const known = this.runs.get(run.id);
    const spans = known ? [...known.spans, ...run.spans] : run.spans;
    const merged = {
      ...run,
      calls: run.calls ?? callsOf(spans),
      spans: spans.sort((a, b) => a.start - b.start),
      messages: { ...known?.messages, ...run.messages },
    };
    merged.addedAt = Date.now();
    merged.summary = summarise(merged, state);
    this.runs.set(run.id, merged);
    for (const listener of this.listeners) listener(merged.summary);
  }

  addLog(log) {
    this.logs.push(log);
    for (const listener of this.logListeners) listener(log);
  }

  summaries() {
    return [...this.runs.values()].map((run) => run.summary).sort((a, b) => b.start_time.localeCompare(a.start_time));
  }
}

/** What is known of calls that came over OTLP: their sums. */
function callsOf(spans) {
  return spans
    .filter((span) => span.billable && span.input_tokens != null)
    .map((span) => ({
      span,
      agent: span.agent_name ?? null,
      model: span.request_model,
      segments: [{ category: "overhead", tokens: span.input_tokens }],
      written: [{ category: "out_final", tokens: span.output_tokens ?? 0 }],
      cached: 0,
    }));
}

const distinct = (values) => [...new Set(values.filter((value) => value != null))];
const sum = (spans, field) => spans.reduce((total, span) => total + (span[field] ?? 0), 0);

function summarise(run, state) {
  const { spans } = run;
  const root = spans.find((span) => span.parent_span_id === null) ?? spans[0];
  const calls = spans.filter((span) => span.billable);
  const errors = spans.filter((span) => span.status === "error");
  const end = spans.reduce((latest, span) => Math.max(latest, span.start + span.duration_ms), 0);
  return {
    trace_id: run.id,
    name: root.name,
    service: root.service,
    start_time: spans[0].start_time,
    start: spans[0].start,
    duration_ms: end - spans[0].start,
    status: root.status === "error" ? "error" : errors.length > 0 && calls.length === 0 ? "error" : root.status,
    span_count: spans.length,
    error_count: errors.length,
    llm_calls: calls.length,
    tool_calls: spans.filter((span) => span.op === "tool_call").length,
    input_tokens: calls.length ? sum(calls, "input_tokens") : null,
    output_tokens: calls.length ? sum(calls, "output_tokens") : null,
    cache_read_tokens: calls.length ? sum(calls, "cache_read_tokens") : null,
    reasoning_tokens: null,
    usage_basis: calls.length ? "reported" : null,
    cost_usd: calls.some((call) => call.cost_usd != null) ? sum(calls, "cost_usd") : null,
    ttft_ms: calls[0]?.ttft_ms ?? null,
    session_id: run.session ?? null,
    user_id: run.user ?? null,
    agents: distinct(spans.map((span) => span.agent_name)),
    models: distinct(calls.map((span) => span.request_model)),
    services: distinct(spans.map((span) => span.service)),
    tools: distinct(spans.map((span) => span.tool_name)),
    input_preview: root.input_preview ?? null,
    output_preview: root.output_preview ?? null,
    error_types: distinct(errors.map((span) => span.error_type)),
    providers: distinct(calls.map((span) => span.provider)),
    ops: distinct(spans.map((span) => span.op)),
    state,
  };
}
