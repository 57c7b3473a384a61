// SPDX-License-Identifier: Apache-2.0
import { queryOptions } from "@tanstack/react-query";
import { get } from "./client";
import type { QueryStats } from "./types";

/** Fields are those of docs/api.md: what is missing or null is unknown, never 0. */
type Maybe<T> = T | null | undefined;

export type Confidence = "high" | "medium" | "low";
export type Tier = "provider" | "tokenizer" | "usage_delta" | "bytes";

export interface LedgerTotals {
  calls: number;
  input_tokens?: Maybe<number>;
  output_tokens?: Maybe<number>;
  cache_read_tokens?: Maybe<number>;
  cache_write_tokens?: Maybe<number>;
  cost_usd?: Maybe<number>;
  unique_input_tokens?: Maybe<number>;
  amplification?: Maybe<number>;
  hole_index?: Maybe<number>;
  hole_cost_share?: Maybe<number>;
  waste_tokens?: Maybe<number>;
  waste_usd?: Maybe<number>;
  cache_saved_usd?: Maybe<number>;
  cache_penalty_usd?: Maybe<number>;
  cache_missed_tokens?: Maybe<number>;
  max_input_tokens?: Maybe<number>;
  context_window?: Maybe<number>;
  confidence?: Maybe<Confidence>;
  tier?: Maybe<Tier>;
}

/** Tokens of one category of one tool of one agent, over all calls of the run. */
export interface LedgerEntry {
  side: "input" | "output";
  category: string;
  server?: Maybe<string>;
  tool?: Maybe<string>;
  agent?: Maybe<string>;
  tokens: number;
  cost_usd?: Maybe<number>;
}

export interface LedgerTool {
  server?: Maybe<string>;
  tool: string;
  agent?: Maybe<string>;
  /** Of one call. */
  definition_tokens?: Maybe<number>;
  offered_calls?: Maybe<number>;
  used_calls?: Maybe<number>;
  tokens?: Maybe<number>;
  definition_total_tokens?: Maybe<number>;
  result_tokens?: Maybe<number>;
  resend_tokens?: Maybe<number>;
  args_tokens?: Maybe<number>;
  waste_tokens?: Maybe<number>;
  cost_usd?: Maybe<number>;
  amplification?: Maybe<number>;
}

export interface LedgerResult {
  span_id?: Maybe<string>;
  call_index?: Maybe<number>;
  server?: Maybe<string>;
  tool?: Maybe<string>;
  tokens: number;
  carried_calls?: Maybe<number>;
  total_tokens: number;
  cost_usd?: Maybe<number>;
  waste?: Maybe<"duplicate" | "superseded" | "retry">;
}

export interface LedgerCall {
  span_id: string;
  index: number;
  start_time?: Maybe<string>;
  agent?: Maybe<string>;
  model?: Maybe<string>;
  input_tokens?: Maybe<number>;
  output_tokens?: Maybe<number>;
  cache_read_tokens?: Maybe<number>;
  cache_write_tokens?: Maybe<number>;
  cost_usd?: Maybe<number>;
  context_window?: Maybe<number>;
  cache_missed_tokens?: Maybe<number>;
  /** What differed first from what an earlier call had sent, where its cache was missed. */
  cache_breaker?: Maybe<string>;
  by_category?: Maybe<Record<string, number>>;
}

/** Where the tokens and the money of a run went. Before the first analysis there is only the state. */
export interface Ledger {
  state: "done" | "running" | "pending";
  sentence?: Maybe<string>;
  totals?: Maybe<LedgerTotals>;
  notes?: Maybe<string[]>;
  entries?: Maybe<LedgerEntry[]>;
  tools?: Maybe<LedgerTool[]>;
  results?: Maybe<LedgerResult[]>;
  calls?: Maybe<LedgerCall[]>;
  truncated?: Maybe<boolean>;
  stats?: QueryStats;
}

export type Severity = "warning" | "critical";

export interface TraceFinding {
  rule: string;
  name: string;
  severity: Severity;
  title: string;
  detail?: Maybe<string>;
  span_ids?: Maybe<string[]>;
  tokens?: Maybe<number>;
  cost_usd?: Maybe<number>;
  fix?: Maybe<string>;
  server?: Maybe<string>;
  tool?: Maybe<string>;
  agent?: Maybe<string>;
  issue?: Maybe<string>;
}

const PENDING_MILLIS = 2000;
const RUNNING_MILLIS = 5000;

/** Asked again until the run was analysed, and while it goes on. */
export const ledgerQuery = (traceId: string) =>
  queryOptions({
    queryKey: ["ledger", traceId],
    queryFn: ({ signal }) => get<Ledger>(`/traces/${traceId}/ledger`, {}, signal),
    refetchInterval: ({ state }) =>
      state.data?.state === "pending" ? PENDING_MILLIS : state.data?.state === "running" ? RUNNING_MILLIS : false,
    staleTime: 10_000,
    gcTime: 60_000,
  });

export const traceFindingsQuery = (traceId: string, state: Ledger["state"]) =>
  queryOptions({
    // A run that went on may have other findings.
    queryKey: ["ledger", traceId, "findings", state],
    queryFn: ({ signal }) => get<{ findings: TraceFinding[] }>(`/traces/${traceId}/findings`, {}, signal),
    enabled: state !== "pending",
    refetchInterval: state === "running" ? RUNNING_MILLIS : false,
    staleTime: 10_000,
    gcTime: 60_000,
  });
