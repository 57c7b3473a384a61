// SPDX-License-Identifier: Apache-2.0
/** Answers of the list and chart routes, computed over summaries and spans in memory. */

export function timeOf(text, fallback) {
  const now = Date.now();
  const value = text ?? fallback;
  const match = /^now(?:-(\d+)([smhdw]))?$/.exec(value);
  if (!match) return Date.parse(value);
  return now - Number(match[1] ?? 0) * { s: 1e3, m: 6e4, h: 36e5, d: 864e5, w: 6048e5 }[match[2] ?? "s"];
}

export function quantile(values, q) {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
}

const total = (items, field) => items.reduce((sum, item) => sum + (item[field] ?? 0), 0);

const COSTS = ["cost_usd", "cost_input_usd", "cost_cache_read_usd", "cost_output_usd"];
/** Unknown when no price is. */
const costOf = (items, field) => (items.some((item) => item[field] != null) ? total(items, field) : null);

export function histogram(traces, from, to, buckets) {
  const step = Math.max(1000, Math.ceil((to - from) / buckets / 1000) * 1000);
  const first = Math.floor(from / step) * step;
  const rows = Array.from({ length: Math.ceil((to - first) / step) }, (_, index) => ({
    time: new Date(first + index * step).toISOString(),
    ok: 0,
    error: 0,
  }));
  for (const trace of traces) {
    const row = rows[Math.floor((trace.start - first) / step)];
    if (row) row[trace.status === "error" ? "error" : "ok"]++;
  }
  return { step_ms: step, buckets: rows };
}

export function heatmap(traces, from, to, buckets) {
  const step = Math.max(1000, Math.ceil((to - from) / buckets));
  const bounds = Array.from({ length: 15 }, (_, index) => 10 * Math.pow(2.2, index));
  const counts = new Map();
  for (const trace of traces) {
    const column = Math.floor((trace.start - from) / step);
    const row = Math.max(
      0,
      bounds.findLastIndex((bound) => trace.duration_ms >= bound),
    );
    const key = `${column},${Math.min(row, bounds.length - 2)}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return { step_ms: step, bounds_ms: bounds, cells: [...counts].map(([key, count]) => [...key.split(",").map(Number), count]) };
}

export function requestPoints(traces, from, to, stepMillis) {
  const step = stepMillis ?? to - from;
  const first = stepMillis ? Math.floor(from / step) * step : from;
  const points = [];
  for (let time = first; time < to; time += step) {
    const inside = traces.filter((trace) => trace.start >= time && trace.start < time + step);
    const durations = inside.map((trace) => trace.duration_ms);
    points.push([
      new Date(time).toISOString(),
      {
        traces: inside.length,
        errors: inside.filter((trace) => trace.status === "error").length,
        p50_ms: quantile(durations, 0.5),
        p95_ms: quantile(durations, 0.95),
        p99_ms: quantile(durations, 0.99),
      },
    ]);
  }
  return points;
}

export function usagePoint(spans) {
  const durations = spans.map((span) => span.duration_ms);
  const ttft = spans.map((span) => span.ttft_ms).filter((value) => value != null);
  return {
    traces: new Set(spans.map((span) => span.trace_id)).size,
    calls: spans.length,
    errors: spans.filter((span) => span.status === "error").length,
    input_tokens: total(spans, "input_tokens"),
    output_tokens: total(spans, "output_tokens"),
    cache_read_tokens: total(spans, "cache_read_tokens"),
    reasoning_tokens: 0,
    ...Object.fromEntries(COSTS.map((name) => [name, costOf(spans, name)])),
    priced_calls: spans.filter((span) => span.cost_usd != null).length,
    priceable_calls: spans.length,
    p50_ms: quantile(durations, 0.5),
    p95_ms: quantile(durations, 0.95),
    p99_ms: quantile(durations, 0.99),
    ttft_p95_ms: quantile(ttft, 0.95),
    tpot_p95_ms: 21,
  };
}

export function group(items, keyOf) {
  const groups = new Map();
  for (const item of items) {
    const key = keyOf(item);
    if (key == null) continue;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(item);
  }
  return groups;
}

export function measured(spans, from, to) {
  const durations = spans.map((span) => span.duration_ms);
  const spark = Array(24).fill(0);
  for (const span of spans) spark[Math.min(23, Math.max(0, Math.floor((24 * (span.start - from)) / (to - from))))]++;
  return {
    errors: spans.filter((span) => span.status === "error").length,
    traces: new Set(spans.map((span) => span.trace_id)).size,
    p50_ms: quantile(durations, 0.5),
    p95_ms: quantile(durations, 0.95),
    p99_ms: quantile(durations, 0.99),
    input_tokens: total(spans, "input_tokens"),
    output_tokens: total(spans, "output_tokens"),
    cache_read_tokens: total(spans, "cache_read_tokens"),
    cost_usd: costOf(spans, "cost_usd"),
    last_time: spans.at(-1).start_time,
    spark,
  };
}

export function session(id, traces) {
  return {
    session_id: id,
    user_id: traces[0].user_id,
    traces: traces.length,
    errors: traces.filter((trace) => trace.status === "error").length,
    llm_calls: total(traces, "llm_calls"),
    tool_calls: total(traces, "tool_calls"),
    input_tokens: total(traces, "input_tokens"),
    output_tokens: total(traces, "output_tokens"),
    cost_usd: costOf(traces, "cost_usd"),
    models: [...new Set(traces.flatMap((trace) => trace.models))],
    agents: [...new Set(traces.flatMap((trace) => trace.agents))],
    first_time: traces[0].start_time,
    last_time: traces.at(-1).start_time,
    input_preview: traces[0].input_preview,
  };
}
