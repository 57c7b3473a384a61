// SPDX-License-Identifier: Apache-2.0
const METRICS = [
  ["gen_ai.client.operation.duration", "histogram", false, "s", "Duration of model calls"],
  ["gen_ai.client.token.usage", "sum", true, "{token}", "Tokens used"],
  ["http.server.active_requests", "gauge", false, "{request}", "Requests in progress"],
  ["vllm:kv_cache_usage_perc", "gauge", false, "", "KV-cache usage, 1 is full"],
  ["vllm:num_requests_waiting", "gauge", false, "", "Requests waiting to be scheduled"],
  ["vllm:time_to_first_token_seconds", "histogram", false, "seconds", "Time to first token"],
];
const LABELS = [
  { name: "attr.model", values: ["qwen-max", "qwen-plus"], distinct_values: 2 },
  { name: "service", values: ["support-agent"], distinct_values: 1 },
];
const STEPS = 240;

const info = ([name, type, monotonic, unit, description]) => ({
  name,
  type,
  monotonic,
  temporality: [type === "gauge" ? "unspecified" : "cumulative"],
  unit,
  description,
  series: 2,
  services: ["support-agent"],
  last_seen: new Date().toISOString(),
});

/** Whole waves in place of measurements. */
function values(seed) {
  return Array.from({ length: STEPS }, (_, step) =>
    step % 61 === 60 ? null : 2 + seed + Math.sin((step + seed * 20) / 18) + ((step * 7 + seed) % 5) / 10,
  );
}

/** An empty store has no metrics either. */
export function metricRoutes(store) {
  const known = () => (store.runs.size > 0 ? METRICS : []);
  return {
    "GET /metrics": (search) => {
      const words = (search.get("q") ?? "").toLowerCase().split(/\s+/);
      const found = known().filter(([name, , , , text]) => words.every((word) => `${name} ${text}`.toLowerCase().includes(word)));
      return { metrics: found.map(info), active_series: { count: known().length * 2, limit: 1_000_000 } };
    },
    "GET /metrics/labels": () => ({ labels: LABELS }),
    "GET /metrics/query": (search) => {
      const metric = METRICS.find(([name]) => name === search.get("metric"));
      const group = search.get("group_by") ?? "";
      const label = LABELS.find(({ name }) => name === group);
      const labels = label ? label.values.map((value) => ({ [group]: value })) : [{}];
      return {
        metric: search.get("metric"),
        type: metric?.[1],
        unit: metric?.[3] ?? "",
        agg: search.get("agg"),
        start: new Date(Date.now() - STEPS * 60_000).toISOString(),
        step_ms: 60_000,
        steps: STEPS,
        series: metric ? labels.map((one, index) => ({ labels: one, values: values(index) })) : [],
        matched_series: metric ? 2 : 0,
        truncated: false,
        warnings: [],
      };
    },
    "GET /metrics/exemplars": () => ({
      exemplars: Array.from({ length: 12 }, (_, index) => ({
        time: new Date(Date.now() - (index + 1) * 180_000).toISOString(),
        value: 20 + index * 3,
        trace_id: "0af7651916cd43dd8448eb211c80319c",
        span_id: "b7ad6b7169203331",
      })),
    }),
    "GET /scrape": () => ({
      targets: [
        {
          job: "vllm",
          url: "http://localhost:8000/metrics",
          labels: { job: "vllm", instance: "localhost:8000" },
          state: "up",
          last_scrape: new Date().toISOString(),
          duration_ms: 14,
          samples: 412,
          last_error: null,
        },
        {
          job: "dcgm",
          url: "http://localhost:9400/metrics",
          labels: { job: "dcgm", instance: "localhost:9400" },
          state: "down",
          last_scrape: new Date().toISOString(),
          duration_ms: 2,
          samples: 0,
          last_error: "ConnectException",
        },
      ],
    }),
  };
}
