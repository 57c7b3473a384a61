// SPDX-License-Identifier: Apache-2.0
import type { QueryStats } from "./types";

type MetricType = "gauge" | "sum" | "histogram" | "exponential_histogram" | "summary";

export interface MetricInfo {
  name: string;
  type: MetricType;
  monotonic: boolean;
  temporality: string[];
  unit: string;
  description: string;
  series: number;
  services: string[];
  last_seen: string;
}

export interface MetricList {
  metrics: MetricInfo[];
  next_cursor?: string;
  active_series: { count: number; limit: number };
}

export interface MetricLabel {
  name: string;
  values: string[];
  distinct_values: number;
}

interface MetricSeries {
  labels: Record<string, string>;
  values: (number | null)[];
}

export interface MetricAnswer {
  metric: string;
  type?: MetricType;
  unit?: string;
  start: string;
  step_ms: number;
  steps: number;
  series: MetricSeries[];
  matched_series: number;
  truncated: boolean;
  warnings: string[];
  stats?: QueryStats;
}

/** A single measurement, made during a span. */
export interface Exemplar {
  time: string;
  value: number;
  trace_id: string;
  span_id: string | null;
}

export interface ScrapeTarget {
  job: string;
  url: string;
  labels: Record<string, string>;
  state: "up" | "down" | "waiting";
  last_scrape: string | null;
  duration_ms: number;
  samples: number;
  last_error: string | null;
}
