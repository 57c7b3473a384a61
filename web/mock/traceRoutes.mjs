// SPDX-License-Identifier: Apache-2.0
import { FIELDS, valuesOf } from "./filter.mjs";
import { heatmap, histogram } from "./figures.mjs";
import { createQuestions, page } from "./question.mjs";

export function traceRoutes(store) {
  const { inRange } = createQuestions(store);
  return {
    "GET /traces": (search) => {
      const { traces } = inRange(search);
      const sort = search.get("sort") ?? "-start_time";
      const field = sort.replace("-", "");
      const sign = sort.startsWith("-") ? -1 : 1;
      return page(
        traces.sort((a, b) => sign * (a[field] > b[field] ? 1 : -1)),
        search,
        "traces",
      );
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
      return {
        facets: search
          .get("fields")
          .split(",")
          .map((field) => ({ field, values: topValues(traces, field).slice(0, 12) })),
      };
    },
    "GET /traces/:id": (search, { id }) => {
      const run = store.runs.get(id);
      if (!run) return null;
      const answer = page(
        run.spans.map(withoutContent),
        new URLSearchParams({ limit: "5000", ...Object.fromEntries(search) }),
        "spans",
      );
      return { trace: run.summary, truncated: false, as_of: new Date().toISOString(), ...answer };
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
      return {
        values: topValues(traces, name)
          .filter(({ value }) => value.startsWith(search.get("prefix") ?? ""))
          .slice(0, 50),
      };
    },
    "GET /attributes": () => ({
      keys: [
        { key: "http.route", count: 120 },
        { key: "gen_ai.conversation.id", count: 90 },
      ],
    }),
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
    ...withoutContent(span),
    quirks: span.billable ? ["number_as_text"] : [],
    messages_in: messages(span.content?.input),
    messages_out: messages(span.content?.output),
    system_instructions: messages(span.content?.system),
    tool_defs: span.content
      ? [
          {
            name: "search_docs",
            description: "Searches the help centre.",
            parameters: { type: "object", properties: { query: { type: "string" }, limit: { type: "integer" } } },
            hash: "d1",
          },
        ]
      : [],
    tool_arguments: span.tool?.arguments ?? null,
    tool_result: span.tool?.result ?? null,
    attributes: span.attributes ?? {
      "http.route": "/chat",
      "gen_ai.conversation.id": run.session,
      "gen_ai.request.model": span.request_model,
      "server.address": "api.example",
      "thread.id": 41,
    },
    resource: { "service.name": span.service, "service.version": "2.4.1", "telemetry.sdk.language": "python" },
    scope: { name: "opentelemetry.instrumentation.demo", version: "1.0.0" },
    events:
      span.status === "error"
        ? [
            {
              time: span.start_time,
              name: "exception",
              attributes: { "exception.type": span.error_type ?? "Error", "exception.message": span.status_message },
            },
          ]
        : [],
    links: [],
    raw: null,
  };
}

function conversation(run) {
  const calls = run.spans
    .filter((span) => span.content)
    .map((span) => ({ ...withoutContent(span), model: span.request_model, ...span.content }));
  const tools = run.spans
    .filter((span) => span.op === "tool_call")
    .slice(0, 500)
    .map((span) => ({ ...withoutContent(span), arguments: span.tool?.arguments ?? null, result: span.tool?.result ?? null }));
  return { calls, tools, messages: run.messages, truncated: false };
}
