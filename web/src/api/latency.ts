// SPDX-License-Identifier: Apache-2.0
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { term } from "@/base/filter";
import type { TimeRange } from "@/base/timeRange";
import { get } from "./client";
import { ranged } from "./queries";
import type { QueryStats, UsageSeries } from "./types";

/** Fields are those of docs/api.md: null is unknown, never 0. */
type Maybe<T> = T | null;

interface CallTimes {
  e2e_ms: Maybe<number>;
  ttft_ms: Maybe<number>;
  tpot_ms: Maybe<number>;
}

export interface CallParts {
  network_ms: Maybe<number>;
  queue_ms: Maybe<number>;
  prefill_ms: Maybe<number>;
  decode_ms: Maybe<number>;
}

export interface CallTerms {
  network_ms: number;
  queue_ms: number;
  more_input_ms: number;
  slow_prefill_ms: number;
  longer_output_ms: number;
  slow_decode_ms: number;
  rest_ms: number;
}

export interface CallLatency {
  span_id: string;
  provider: Maybe<string>;
  model: Maybe<string>;
  endpoint: Maybe<string>;
  service: Maybe<string>;
  agent: Maybe<string>;
  start_time: string;
  tokens: { uncached: Maybe<number>; cached: Maybe<number>; output: Maybe<number> };
  calls_under_way: number;
  measured: CallTimes;
  expected: CallTimes;
  parts: CallParts;
  /** Their sum is measured less expected; null while calls like it are too few. */
  terms: Maybe<CallTerms>;
  verdict: string;
  evidence: string;
  detail: Maybe<string>;
  /** How the chunks of the answer came in; null where telemetry has none. */
  chunks?: Maybe<Chunks>;
}

export interface Chunks {
  count: number;
  gap_p50_ms: number;
  gap_max_ms: number;
  pauses: { after_ms: number; ms: number }[];
}

export interface RunLatency {
  verdict: string;
  e2e_ms: number;
  by_kind: { model_ms: number; tool_ms: number; network_ms: number; other_ms: number };
  critical_path: { span_id: string; ms: number }[];
}

export interface TraceLatency {
  /** Null without model calls. */
  trace: Maybe<RunLatency>;
  calls: CallLatency[];
  stats?: QueryStats;
}

/** A run that goes on and the same run at its end are asked for separately: its last calls are judged then. */
export const traceLatencyQuery = (traceId: string, isRunning: boolean) =>
  queryOptions({
    queryKey: ["latency", traceId, isRunning],
    queryFn: ({ signal }) => get<TraceLatency>(`/traces/${traceId}/latency`, {}, signal),
    staleTime: 10_000,
    gcTime: 60_000,
  });

export interface Cause {
  verdict: string;
  provider: Maybe<string>;
  model: Maybe<string>;
  endpoint: Maybe<string>;
  service: Maybe<string>;
  calls: number;
  lost_ms: number;
  mean_ms: number;
  p95_ms: number;
  /** Calls whose verdict is not estimated. */
  seen: number;
  worst: { trace_id: string; span_id: string; lost_ms: number }[];
}

export interface RunsByVerdict {
  verdict: string;
  runs: number;
  p95_ms: number;
  all_ms: number;
  in_models_ms: number;
  in_tools_ms: number;
  in_network_ms: number;
  elsewhere_ms: number;
}

export interface CauseTotals {
  calls: number;
  judged: number;
  slow: number;
  lost_ms: number;
  p50_ms: Maybe<number>;
  p95_ms: Maybe<number>;
  ttft_p95_ms: Maybe<number>;
}

export interface Causes {
  totals: CauseTotals;
  causes: Cause[];
  runs: RunsByVerdict[];
}

export interface CallFilter {
  model: string;
  service: string;
  agent: string;
}

export const causesQuery = (filter: CallFilter, range: TimeRange) => ranged<Causes>("/latency/causes", { ...filter }, range);

/** Calls over time: of these alone. */
export const callSeriesQuery = ({ model, service, agent }: CallFilter, step: string, range: TimeRange) => {
  const terms = Object.entries({ model, service, agent }).filter(([, value]) => value !== "");
  const q = terms.map(([field, value]) => term(field, value)).join(" ");
  return ranged<{ series: UsageSeries[] }>("/usage", { group_by: "", step, q }, range);
};

/** How long calls of one provider, model, endpoint and kind take by their tokens. */
export interface CostFit {
  provider: string;
  model: string;
  endpoint: string;
  stream: boolean;
  fitted_at: string;
  calls: number;
  base_ms: number;
  per_token_ms: number;
  per_attention_ms: number;
  per_output_ms: number;
  r2: number;
  slack_ms: number;
  spread_ms: number;
  typical: {
    uncached_tokens: number;
    cached_tokens: number;
    output_tokens: number;
    output_tokens_p10: number;
    output_tokens_p90: number;
    e2e_ms: Maybe<number>;
    ttft_ms: Maybe<number>;
    tpot_ms: Maybe<number>;
  };
  by_load: { from_load: number; calls: number; tpot_ms: number }[];
}

export interface CallPoint {
  trace_id: string;
  span_id: string;
  start_ms: number;
  e2e_ms: number;
  ttft_ms: Maybe<number>;
  tpot_ms: Maybe<number>;
  modelled_ms: number;
  uncached_tokens: number;
  cached_tokens: number;
  output_tokens: number;
  calls_under_way: number;
  verdict: string;
}

export interface PastFit {
  fitted_at: string;
  calls: number;
  base_ms: number;
  per_1k_tokens_ms: number;
  r2: number;
  spread_ms: number;
  tpot_ms: Maybe<number>;
}

export interface DriftEvent {
  since: string;
  until: Maybe<string>;
  by_ms: number;
}

interface FitAnswer {
  fit: CostFit;
  history: PastFit[];
  points: CallPoint[];
  drift: DriftEvent[];
}

export interface FitKey {
  model: string;
  provider: string;
  endpoint: string;
  stream: string;
}

export const costFitsQuery = () =>
  queryOptions({
    queryKey: ["range", "/latency/models"],
    queryFn: ({ signal }) => get<{ models: CostFit[] }>("/latency/models", {}, signal),
  });

export const costFitQuery = (key: FitKey, range: TimeRange) => ({
  ...ranged<FitAnswer>("/latency/models/fit", { ...key }, range),
  retry: false,
});

export interface ForecastQuestion {
  input_tokens: number;
  cached_tokens: number;
  output_tokens: number;
  load: number;
}

interface Forecast {
  e2e_ms: number;
  low_ms: number;
  high_ms: number;
  ttft_ms: Maybe<number>;
  tpot_ms: Maybe<number>;
}

export const forecastQuery = (key: FitKey, question: ForecastQuestion) =>
  queryOptions({
    queryKey: ["fixed", "/latency/forecast", key, question],
    queryFn: ({ signal }) => get<Forecast>("/latency/forecast", { ...key, ...question }, signal),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    retry: false,
  });
