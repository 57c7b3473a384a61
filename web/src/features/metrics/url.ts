// SPDX-License-Identifier: Apache-2.0
import type { MetricInfo } from "@/api/metrics";
import type { MetricQuestion } from "@/api/queries";
import type { Pinned } from "@/base/dashboard";

const AGGREGATIONS = ["avg", "min", "max", "sum", "last", "rate", "increase", "count", "p50", "p90", "p95", "p99"] as const;

export const STEPS = ["10s", "30s", "1m", "5m", "15m", "1h", "6h", "1d"] as const;

/** What the address says, besides the time range. An empty aggregation means the one that suits the metric. */
export interface MetricsUrl extends MetricQuestion {
  /** What the catalogue is searched for. */
  q: string;
}

export function readUrl(search: URLSearchParams): MetricsUrl {
  const agg = search.get("agg") ?? "";
  const step = search.get("step") ?? "";
  return {
    metric: search.get("metric") ?? "",
    filter: search.get("filter") ?? "",
    agg: (AGGREGATIONS as readonly string[]).includes(agg) ? agg : "",
    group_by: search.get("group_by") ?? "",
    step: /^\d+[smhd]?$/.test(step) ? step : "",
    q: search.get("q") ?? "",
  };
}

const PANEL_UNITS: Record<string, string> = {
  s: "s",
  seconds: "s",
  ms: "ms",
  milliseconds: "ms",
  By: "bytes",
  bytes: "bytes",
  "{token}": "tokens",
};

/** The question as a panel of a dashboard. */
export function panelOf({ metric, filter, group_by: groupBy }: MetricsUrl, agg: string, unit: string): Pinned {
  const known = agg === "count" ? "count" : (PANEL_UNITS[unit] ?? "");
  const perSecond = known === "bytes" || known === "tokens" ? `${known}_per_second` : "per_second";
  return {
    title: metric,
    kind: "lines",
    unit: agg === "rate" ? perSecond : known,
    queries: [
      {
        source: "metric",
        metric,
        agg,
        ...(filter ? { filter } : {}),
        ...(groupBy ? { group_by: groupBy.split(",") } : {}),
      },
    ],
  };
}

type Kind = Pick<MetricInfo, "type" | "monotonic">;

/** A counter is read as a rate, a histogram by its slow end, anything else as it is. */
export function suitableAggregation(kind: Kind | undefined): string {
  if (!kind) return "avg";
  if (kind.type === "histogram" || kind.type === "exponential_histogram") return "p95";
  return kind.type === "sum" && kind.monotonic ? "rate" : "avg";
}

/** Aggregations that the server would refuse are not offered. */
export function aggregationsOf(kind: Kind | undefined): readonly string[] {
  if (!kind) return AGGREGATIONS;
  if (kind.type === "histogram" || kind.type === "exponential_histogram") return AGGREGATIONS.filter((agg) => agg !== "last");
  if (kind.type === "sum" && kind.monotonic) return AGGREGATIONS.filter((agg) => !agg.startsWith("p"));
  return AGGREGATIONS.filter((agg) => agg !== "rate" && agg !== "increase");
}
