// SPDX-License-Identifier: Apache-2.0
import type { PanelQuery } from "@/base/dashboard";

export const SOURCES = [
  { id: "usage", title: "model calls" },
  { id: "metric", title: "a metric" },
  { id: "traces", title: "traces" },
  { id: "spans", title: "spans" },
  { id: "logs", title: "log records" },
] as const satisfies readonly { id: PanelQuery["source"]; title: string }[];

const ROWS = ["count", "rate", "errors", "error_rate", "avg", "sum", "p50", "p75", "p95", "p99"] as const;

export const MEASURES: Record<PanelQuery["source"], readonly string[]> = {
  usage: [
    "calls",
    "errors",
    "traces",
    "input_tokens",
    "output_tokens",
    "cache_read_tokens",
    "reasoning_tokens",
    "cost_usd",
    "p50_ms",
    "p95_ms",
    "p99_ms",
    "ttft_p95_ms",
    "tpot_p95_ms",
  ],
  metric: [],
  traces: ROWS,
  spans: ROWS,
  logs: ROWS,
};

export const AGGREGATIONS = [
  "avg",
  "min",
  "max",
  "sum",
  "last",
  "rate",
  "increase",
  "count",
  "p50",
  "p90",
  "p95",
  "p99",
] as const;

export const USAGE_LABELS = ["model", "provider", "service", "agent", "user", "session", "op", "environment", "tool"] as const;

/** Counting rows needs no number. */
export function takesNumber({ source, measure }: PanelQuery): boolean {
  return source !== "usage" && source !== "metric" && !["count", "rate", "errors", "error_rate"].includes(measure ?? "count");
}

/** What a query of another source begins with. */
export function fresh(source: PanelQuery["source"]): PanelQuery {
  return source === "metric" ? { source, metric: "", agg: "avg" } : { source, measure: MEASURES[source][0] ?? "count" };
}
