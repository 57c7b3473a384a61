// SPDX-License-Identifier: Apache-2.0
import { compile, FIELDS, FilterError, valuesOf } from "./filter.mjs";
import { group, heatmap, histogram, measured, quantile, requestPoints, session, timeOf, usagePoint } from "./figures.mjs";

const STEPS = { s: 1e3, m: 6e4, h: 36e5, d: 864e5 };
const stepOf = (text) => (text ? Number.parseInt(text, 10) * STEPS[text.at(-1)] : null);

/** The routes of docs/api.md over a store. Each answers with a body; FilterError becomes a 400. */
export function createRoutes(store, ports) {
  const keys = [{ id: "k1", name: "collector", type: "ingest", project: "default", created_at: "2026-11-01T09:00:00Z", last_used_at: new Date().toISOString(), revoked_at: null }];
  const views = [{ id: "v1", name: "Failed runs", page: "traces", query: "q=status%3Aerror", created_at: "2026-11-02T09:00:00Z" }];
  const inRange = (search) => {
    const [from, to] = [timeOf(search.get("from"), "now-24h"), timeOf(search.get("to"), "now")];
    const test = compile(search.get("q"));
    return { from, to, traces: store.summaries().filter((trace) => trace.start >= from && trace.start <= to + 1000 && test(trace)) };
  };
  const spansIn = (search) => {
    const { from, to, traces } = inRange(search);
    return { from, to, spans: traces.filter((trace) => trace.span_count < 10_000).flatMap((trace) => store.runs.get(trace.trace_id).spans).sort((a, b) => a.start - b.start) };
  };
  const page = (items, search, name) => {
    const [start, limit] = [Number(search.get("cursor") ?? 0), Number(search.get("limit") ?? 50)];
    return { [name]: items.slice(start, start + limit), next_cursor: start + limit < items.length ? String(start + limit) : null };
  };
  const table = (name, filter, keyOf, build) => (search) => {
    const { from, to, spans } = spansIn(search);
    return { [name]: [...group(spans.filter(filter), keyOf)].map(([key, members]) => ({ ...measured(members, from, to), ...build(key, members) })) };
  };
  const calls = (members) => members.filter((span) => span.billable).length;

  return {
    "GET /health": () => ({ status: "ok", version: "0.1.0-mock", engine: { kind: "mock", version: "1" }, roles: ["all"], uptime_ms: 1 }),
    "GET /setup": () => ({ ...ports, bind: "127.0.0.1", key_required: false, project: "default", has_data: store.runs.size > 0, data_dir: "./data", version: "0.1.0-mock" }),
    "GET /traces": (search) => {
      const { traces } = inRange(search);
      const sort = search.get("sort") ?? "-start_time";
      const field = sort.replace("-", "");
      const sign = sort.startsWith("-") ? -1 : 1;
      return page(traces.sort((a, b) => sign * (a[field] > b[field] ? 1 : -1)), search, "traces");
    },
    "GET /traces/histogram": (search) => {
      const { from, to, traces } = inRange(search);
      return histogram(traces, from, to, Number(search.get("buckets") ?? 60));
    },
    "GET /traces/heatmap": (search) => {
      const { from, to, traces } = inRange(search);
      return heatmap(traces, from, to, Number(search.get("buckets") ?? 60));
    },
    "GET /traces/facets": (search) => {
      const { traces } = inRange(search);
      return { facets: search.get("fields").split(",").map((field) => ({ field, values: topValues(traces, field).slice(0, 12) })) };
    },
    "GET /traces/:id": (search, { id }) => {
      const run = store.runs.get(id);
      if (!run) return null;
      const answer = page(run.spans.map(withoutContent), new URLSearchParams({ limit: "5000", ...Object.fromEntries(search) }), "spans");
      return { trace: run.summary, truncated: false, ...answer };
    },
    "GET /traces/:id/conversation": (_search, { id }) => {
      const run = store.runs.get(id);
      return run && conversation(run);
    },
    "GET /traces/:id/spans/:span": (_search, { id, span }) => {
      const run = store.runs.get(id);
      const found = run?.spans.find((candidate) => candidate.span_id === span);
      return found ? spanDetail(run, found) : null;
    },
    "GET /fields": () => ({ fields: FIELDS }),
    "GET /fields/:name/values": (search, { name }) => {
      const { traces } = inRange(search);
      return { values: topValues(traces, name).filter(({ value }) => value.startsWith(search.get("prefix") ?? "")).slice(0, 50) };
    },
    "GET /attributes": () => ({ keys: [{ key: "http.route", count: 120 }, { key: "gen_ai.conversation.id", count: 90 }] }),
    "GET /services": table("services", () => true, (span) => span.service, (service, members) => ({ service, layer: members[0].layer, spans: members.length, llm_calls: calls(members) })),
    "GET /models": table("models", (span) => span.billable, (span) => span.request_model, (model, members) => {
      const ttft = members.map((span) => span.ttft_ms).filter((value) => value != null);
      return { model, provider: members[0].provider, calls: members.length, ttft_p50_ms: quantile(ttft, 0.5), ttft_p95_ms: quantile(ttft, 0.95), tpot_p50_ms: members[0].tpot_ms, tpot_p95_ms: members[0].tpot_ms };
    }),
    "GET /agents": table("agents", (span) => span.agent_name, (span) => span.agent_name, (agent_name, members) => ({ agent_name, invocations: members.filter((span) => span.op === "agent_invoke").length, llm_calls: calls(members), tool_calls: members.filter((span) => span.op === "tool_call").length })),
    "GET /tools": table("tools", (span) => span.tool_name, (span) => span.tool_name, (tool_name, members) => ({ tool_name, mcp_server: members[0].mcp_server, calls: members.length })),
    "GET /sessions": (search) => {
      const { traces } = inRange(search);
      const sessions = [...group(traces.reverse(), (trace) => trace.session_id)].map(([id, members]) => session(id, members));
      return page(sessions.sort((a, b) => b.last_time.localeCompare(a.last_time)), search, "sessions");
    },
    "GET /sessions/:id": (_search, { id }) => {
      const traces = store.summaries().filter((trace) => trace.session_id === id).reverse();
      return traces.length > 0 ? { session: session(id, traces), traces } : null;
    },
    "GET /usage": (search) => {
      const { from, to, spans } = spansIn(search);
      const label = search.get("group_by") || "model";
      const key = { model: "request_model", service: "service", agent: "agent_name", user: "user_id" }[label];
      const step = stepOf(search.get("step")) ?? to - from;
      return {
        series: [...group(spans.filter((span) => span.billable), (span) => span[key])].map(([value, members]) => ({
          labels: { [label]: value },
          points: [...group(members, (span) => from + Math.floor((span.start - from) / step) * step)].map(([time, inside]) => [new Date(time).toISOString(), usagePoint(inside)]),
        })),
      };
    },
    "GET /requests": (search) => {
      const { from, to, traces } = inRange(search);
      return { points: requestPoints(traces, from, to, stepOf(search.get("step"))) };
    },
    "POST /sql": (_search, _path, body) => {
      if (/error/i.test(body.query)) throw new FilterError("Unknown identifier: error (line 1, column 8)", undefined, undefined, null);
      const rows = store.summaries().slice(0, 2000).map(({ start_time, service, duration_ms, status }) => ({ start_time, service, duration_ms, status }));
      return { columns: [["start_time", "DateTime64(9)"], ["service", "String"], ["duration_ms", "Float64"], ["status", "String"]].map(([name, type]) => ({ name, type })), rows, truncated: false };
    },
    "GET /sql/schema": () => ({
      views: [{ name: "spans", description: "every span", columns: [["trace_id", "String"], ["name", "String"], ["service", "String"], ["duration_ms", "Float64"]].map(([name, type]) => ({ name, type, description: "" })) }],
      examples: [{ title: "Slowest operations of the last day", query: "SELECT name, quantile(0.95)(duration_ms) AS p95\nFROM spans\nWHERE start_time > now() - INTERVAL 1 DAY\nGROUP BY name\nORDER BY p95 DESC\nLIMIT 20" }],
    }),
    "GET /ingest": () => ({
      signals: { traces: { received: 81_240, accepted: 81_102, duplicate: 120, rejected: 18, rejected_by_reason: { "span without a trace id": 18 }, truncated: 3, masked: 41, requests: 902, bytes: 41_000_000 } },
      refused: { "queue full": 0 }, lag_ms: { p50: 31, p95: 88, max: 240 }, queue: { bytes: 120_000, limit_bytes: 268_435_456 },
      recent: [{ time: new Date().toISOString(), level: "warn", reason: "span without a trace id", detail: "scope opentelemetry.instrumentation.demo", count: 18 }],
    }),
    "GET /projects": () => ({ projects: [{ id: "default", name: "default", created_at: "2026-11-01T09:00:00Z" }] }),
    "GET /keys": () => ({ keys }),
    "POST /keys": (_search, _path, body) => {
      const key = { id: `k${keys.length + 1}`, project: "default", created_at: new Date().toISOString(), last_used_at: null, revoked_at: null, name: body.name, type: body.type };
      keys.push(key);
      return { key, secret: "clew_mock_9f2c41d07be84a6f" };
    },
    "DELETE /keys/:id": (_search, { id }) => {
      const key = keys.find((candidate) => candidate.id === id);
      if (key) key.revoked_at = new Date().toISOString();
      return {};
    },
    "GET /views": () => ({ views }),
    "POST /views": (_search, _path, body) => {
      const view = { id: `v${Date.now()}`, created_at: new Date().toISOString(), ...body };
      views.push(view);
      return { view };
    },
    "DELETE /views/:id": (_search, { id }) => {
      views.splice(views.findIndex((view) => view.id === id), 1);
      return {};
    },
  };
}

function topValues(traces, field) {
  const counts = new Map();
  for (const trace of traces) for (const value of valuesOf(trace, field)) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count);
}

const PRIVATE = new Set(["content", "tool", "start", "attributes"]);

function withoutContent(span) {
  return Object.fromEntries(Object.entries(span).filter(([name]) => !PRIVATE.has(name)));
}

function spanDetail(run, span) {
  const messages = (hashes) => (hashes ?? []).map((hash) => run.messages[hash]);
  return {
    ...withoutContent(span), messages_in: messages(span.content?.input), messages_out: messages(span.content?.output), system_instructions: messages(span.content?.system),
    tool_defs: span.content ? [{ name: "search_docs", description: "Searches the help centre.", parameters: { type: "object", properties: { query: { type: "string" }, limit: { type: "integer" } } }, hash: "d1" }] : [],
    tool_arguments: span.tool?.arguments ?? null, tool_result: span.tool?.result ?? null,
    attributes: span.attributes ?? { "http.route": "/chat", "gen_ai.conversation.id": run.session, "gen_ai.request.model": span.request_model, "server.address": "api.example", "thread.id": 41 },
    resource: { "service.name": span.service, "service.version": "2.4.1", "telemetry.sdk.language": "python" }, scope: { name: "opentelemetry.instrumentation.demo", version: "1.0.0" },
    events: span.status === "error" ? [{ time: span.start_time, name: "exception", attributes: { "exception.type": span.error_type ?? "Error", "exception.message": span.status_message } }] : [], links: [], raw: null,
  };
}

function conversation(run) {
  const calls = run.spans.filter((span) => span.content).map((span) => ({ ...withoutContent(span), model: span.request_model, ...span.content }));
  const tools = run.spans.filter((span) => span.op === "tool_call").slice(0, 500).map((span) => ({ ...withoutContent(span), arguments: span.tool?.arguments ?? null, result: span.tool?.result ?? null }));
  return { calls, tools, messages: run.messages, truncated: false };
}
