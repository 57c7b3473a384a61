// SPDX-License-Identifier: Apache-2.0
import { queryOptions } from "@tanstack/react-query";
import type { TimeRange } from "@/base/timeRange";
import { get } from "./client";
import { ranged } from "./queries";
import type { QueryStats } from "./types";

export type Points = readonly (readonly [timeMs: number, value: number])[];

export interface MomentMeasure {
  measure: string;
  /** UCUM: "1" is a share. */
  unit: string;
  /** The most while the call was under way, else what was measured next to it. */
  at_call: number | null;
  points: [timeMs: number, value: number][];
}

interface ServerMoment {
  server: { instance: string; engine: string; matched_by: string; measures: MomentMeasure[] } | null;
  /** Why no server is known. */
  reason?: string;
  gpus: { gpu: string; kind: string | null; measures: MomentMeasure[] }[];
}

/** A model server over a period; what is not known is null. */
export interface ModelServer {
  id: string;
  service: string;
  engine: string;
  models: string[];
  hosts: string[];
  running: number | null;
  running_max: number | null;
  waiting: number | null;
  waiting_max: number | null;
  waiting_now: number | null;
  kv_usage: number | null;
  kv_usage_max: number | null;
  cache_hit_rate: number | null;
  preemptions: number | null;
  prompt_tokens_per_s: number | null;
  output_tokens_per_s: number | null;
  queue_time_ms: number | null;
  prefill_time_ms: number | null;
  decode_time_ms: number | null;
  ttft_ms: number | null;
  token_time_ms: number | null;
  e2e_time_ms: number | null;
  /** Those that it uses, or may use. */
  gpus: number;
  /** How many of them count as its own: a GPU that several servers use is shared. */
  own_gpus: number | null;
  /** The other servers that use them, as far as the metrics tell. */
  gpus_shared_with: string[];
  output_tokens_per_s_per_gpu: number | null;
  usd_per_million_tokens: number | null;
  calls: number;
  /** Calls whose first token is known: only these can be good. */
  timed_calls: number;
  /** The traces with these calls, as a filter. */
  q: string | null;
  goodput: { class: string; share: number }[];
  verdicts: Record<string, number>;
}

export interface ListedServer extends ModelServer {
  waiting_points: Points;
  kv_usage_points: Points;
  output_tokens_points: Points;
}

/** A GPU: means of its measures, and the most of each with `_max`. */
export interface Gpu {
  id: string;
  models: string[];
  hosts: string[];
  gpu_utilization: number | null;
  gpu_memory_used: number | null;
  gpu_memory_free: number | null;
  gpu_power: number | null;
}

/** Where calls went, as they name it. */
export interface Place {
  endpoint: string;
  model: string;
  /** How the server was found; empty when it was not. */
  matched_by: string;
  calls: number;
  q: string;
}

export interface Fleet {
  step_ms: number;
  servers: ListedServer[];
  gpus: Gpu[];
  unplaced: Place[];
  stats?: QueryStats;
}

export interface ServerMeasure {
  measure: string;
  unit: string;
  points: Points;
}

export interface ServerDetail {
  step_ms: number;
  server: ModelServer;
  measures: ServerMeasure[];
  gpus: (Gpu & { measures: ServerMeasure[] })[];
  goodput_over_time: { class: string; points: Points }[];
  places: Place[];
}

interface SloClass {
  name: string;
  /** Null does not matter. */
  ttft_ms: number | null;
  tpot_ms: number | null;
}

export interface ServingSettings {
  mappings: Record<string, string>;
  gpu_hour_usd: number | null;
  /** Of kinds of GPU that cost something else. */
  gpu_prices: Record<string, number>;
  classes: SloClass[];
}

/** What the model server of a call and its GPUs measured then. */
export const serverMomentQuery = (traceId: string, spanId: string) =>
  queryOptions({
    queryKey: ["latency", traceId, "server", spanId],
    queryFn: ({ signal }) => get<ServerMoment>(`/traces/${traceId}/spans/${spanId}/server`, {}, signal),
    staleTime: 60_000,
    gcTime: 60_000,
  });

export const fleetQuery = (range: TimeRange) => ranged<Fleet>("/serving", {}, range);

export const serverQuery = (id: string, range: TimeRange) => ranged<ServerDetail>("/serving/server", { id }, range);

export const servingSettingsQuery = () =>
  queryOptions({
    queryKey: ["serving", "settings"],
    queryFn: ({ signal }) => get<ServingSettings>("/serving/settings", {}, signal),
  });
