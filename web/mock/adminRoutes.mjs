// SPDX-License-Identifier: Apache-2.0
import { FilterError } from "./filter.mjs";

export function adminRoutes(store, ports) {
  const keys = [
    {
      id: "k1",
      name: "collector",
      type: "ingest",
      project: "default",
      created_at: "2026-11-01T09:00:00Z",
      last_used_at: new Date().toISOString(),
      revoked_at: null,
    },
  ];
  const views = [
    { id: "v1", name: "Failed runs", page: "traces", query: "q=status%3Aerror", created_at: "2026-11-02T09:00:00Z" },
  ];
  return {
    "GET /health": () => ({
      status: "ok",
      version: "0.1.0-mock",
      engine: { kind: "mock", version: "1" },
      roles: ["all"],
      uptime_ms: 1,
    }),
    "GET /setup": () => ({
      ...ports,
      bind: "127.0.0.1",
      key_required: false,
      project: "default",
      has_data: store.runs.size > 0,
      data_dir: "./data",
      version: "0.1.0-mock",
    }),
    "POST /sql": (_search, _path, body) => {
      if (/error/i.test(body.query))
        throw new FilterError("Unknown identifier: error (line 1, column 8)", undefined, undefined, null);
      const rows = store
        .summaries()
        .slice(0, 2000)
        .map(({ start_time, service, duration_ms, status }) => ({ start_time, service, duration_ms, status }));
      return {
        columns: [
          ["start_time", "DateTime64(9)"],
          ["service", "String"],
          ["duration_ms", "Float64"],
          ["status", "String"],
        ].map(([name, type]) => ({ name, type })),
        rows,
        truncated: false,
      };
    },
    "GET /sql/schema": () => ({
      views: [
        {
          name: "spans",
          description: "every span",
          columns: [
            ["trace_id", "String"],
            ["name", "String"],
            ["service", "String"],
            ["duration_ms", "Float64"],
          ].map(([name, type]) => ({ name, type, description: "" })),
        },
      ],
      examples: [
        {
          title: "Slowest operations of the last day",
          query:
            "SELECT name, quantile(0.95)(duration_ms) AS p95\nFROM spans\nWHERE start_time > now() - INTERVAL 1 DAY\nGROUP BY name\nORDER BY p95 DESC\nLIMIT 20",
        },
      ],
    }),
    "GET /ingest": () => ({
      signals: {
        traces: {
          received: 81_240,
          accepted: 81_102,
          duplicate: 120,
          rejected: 18,
          rejected_by_reason: { "span without a trace id": 18 },
          truncated: 3,
          quirks: { number_as_text: 412, negative_tokens: 2 },
          masked: 41,
          requests: 902,
          bytes: 41_000_000,
        },
      },
      refused: { "queue full": 0 },
      lag_ms: { p50: 31, p95: 88, max: 240 },
      queue: { bytes: 120_000, limit_bytes: 268_435_456 },
      recent: [
        {
          time: new Date().toISOString(),
          signal: "traces",
          outcome: "rejected",
          reason: "span without a trace id",
          detail: "scope opentelemetry.instrumentation.demo",
          count: 18,
        },
      ],
    }),
    "GET /projects": () => ({ projects: [{ id: "default", name: "Default", created_at: "2026-11-01T09:00:00Z" }] }),
    "GET /keys": () => ({ keys }),
    "POST /keys": (_search, _path, body) => {
      const key = {
        id: `k${keys.length + 1}`,
        project: "default",
        created_at: new Date().toISOString(),
        last_used_at: null,
        revoked_at: null,
        name: body.name,
        type: body.type,
      };
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
      views.splice(
        views.findIndex((view) => view.id === id),
        1,
      );
      return {};
    },
  };
}
