// SPDX-License-Identifier: Apache-2.0
import { queryOptions } from "@tanstack/react-query";
import { get } from "./client";

export const SCOPE_KINDS = ["project", "model", "service", "agent", "user", "session", "key"] as const;
export const PERIODS = ["hour", "day", "month", "run"] as const;

type BudgetPeriod = (typeof PERIODS)[number];
export type BudgetUnit = "usd" | "tokens";
type BudgetState = "ok" | "warning" | "exceeded" | "unknown";

/** What a budget says; a value of "*" is each one alone, the project has none. */
export interface NewBudget {
  name: string;
  scope: { kind: (typeof SCOPE_KINDS)[number]; value: string };
  period: BudgetPeriod;
  unit: BudgetUnit;
  limit: number;
  /** A share of the limit. */
  warn_at: number;
}

/** One whose use is held against the limit: a name, and the run when runs are limited. */
export interface BudgetMember {
  member: string;
  trace_id: string;
  state: BudgetState;
  used: number;
  share: number;
  forecast: number | null;
  calls: number;
  unknown_calls: number;
  exceeded_at: string | null;
  traces: string[];
}

export interface Budget extends NewBudget {
  id: string;
  created_at: string;
  /** null, and nothing below, until the first evaluation. */
  state: BudgetState | null;
  evaluated_at?: string;
  period_begin?: string;
  period_end?: string;
  members?: BudgetMember[];
}

/** States change every few seconds while telemetry comes. */
const POLL_MS = 5_000;
const SOON_MS = 500;

export const budgetsQuery = () =>
  queryOptions({
    queryKey: ["budgets"],
    queryFn: ({ signal }) => get<{ budgets: Budget[] }>("/budgets", {}, signal),
    refetchInterval: ({ state }) => (state.data?.budgets.some((budget) => budget.state === null) ? SOON_MS : POLL_MS),
  });

/** What was used since the period began, at each of the times; for single runs nobody. */
export interface BudgetUse {
  period_begin: string;
  period_end: string;
  times: string[];
  members: { member: string; used: number[] }[];
}

const USE_POLL_MS = 60_000;

export const budgetUseQuery = (id: string) =>
  queryOptions({
    queryKey: ["budgets", id, "use"],
    queryFn: ({ signal }) => get<BudgetUse>(`/budgets/${encodeURIComponent(id)}/use`, {}, signal),
    refetchInterval: USE_POLL_MS,
  });
