// SPDX-License-Identifier: Apache-2.0
import { queryOptions } from "@tanstack/react-query";
import type { TimeRange } from "@/base/timeRange";
import { get } from "./client";
import type { Severity } from "./ledger";
import { ranged } from "./queries";

/** Fields are those of docs/api.md: what is missing or null is unknown, never 0. */
type Maybe<T> = T | null | undefined;

export type IssueStatus = "open" | "acknowledged" | "fixed" | "ignored";

/** The same finding over many runs. */
export interface Issue {
  id: string;
  rule: string;
  name: string;
  severity: Severity;
  status: IssueStatus;
  title: string;
  fix?: Maybe<string>;
  agent?: Maybe<string>;
  service?: Maybe<string>;
  server?: Maybe<string>;
  tool?: Maybe<string>;
  runs: number;
  tokens?: Maybe<number>;
  cost_usd?: Maybe<number>;
  /** Of the agent's bill, 0 to 1. */
  share?: Maybe<number>;
  first_time: string;
  last_time: string;
  reopened?: Maybe<boolean>;
  note?: Maybe<string>;
  spark?: Maybe<number[]>;
  trace_id?: Maybe<string>;
}

export interface Rule {
  rule: string;
  name: string;
  about?: Maybe<string>;
  warning?: Maybe<string>;
  critical?: Maybe<string>;
}

export interface IssueRun {
  trace_id: string;
  name?: Maybe<string>;
  start_time: string;
  severity: Severity;
  title: string;
  detail?: Maybe<string>;
  tokens?: Maybe<number>;
  cost_usd?: Maybe<number>;
  span_ids?: Maybe<string[]>;
}

export interface IssueChange {
  time: string;
  status: IssueStatus;
  note?: Maybe<string>;
  by?: Maybe<string>;
}

/** When a rule speaks, for all agents or for one. */
export interface Threshold {
  rule: string;
  agent?: Maybe<string>;
  warning?: Maybe<number>;
  critical?: Maybe<number>;
  enabled: boolean;
  default_warning?: Maybe<number>;
  default_critical?: Maybe<number>;
  unit?: Maybe<string>;
  learned?: Maybe<{ p95: number; runs: number }>;
}

export type ThresholdChange = Pick<Threshold, "rule" | "agent" | "warning" | "critical"> & { enabled?: boolean };

export interface IssueQuestion {
  q: string;
  /** Without one: open and acknowledged. */
  status: string;
  severity: string;
  rule: string;
  sort: string;
}

const MOST = 500;

export const issuesQuery = ({ q, status, severity, rule, sort }: IssueQuestion, range: TimeRange) =>
  ranged<{ issues: Issue[]; rules: Rule[] }>("/findings", { q, status, severity, rule, sort, limit: MOST }, range);

export const issueQuery = (id: string, range: TimeRange) =>
  ranged<{ issue: Issue; runs: IssueRun[]; history: IssueChange[] }>(`/findings/${encodeURIComponent(id)}`, {}, range);

export const thresholdsQuery = () =>
  queryOptions({
    queryKey: ["thresholds"],
    queryFn: ({ signal }) => get<{ thresholds: Threshold[] }>("/findings/thresholds", {}, signal),
  });

/** A job that judges stored runs by changed thresholds. */
export interface Rejudging {
  id: string;
  state: "running" | "done" | "stopped" | "failed";
  runs_total: number;
  runs_done: number;
  findings_before: number;
  findings_after: number | null;
  started_at: string;
  error: string;
}

const POLL_MS = 1_000;

/** Asked again while a job runs. */
export const rejudgingsQuery = () =>
  queryOptions({
    queryKey: ["rejudgings"],
    queryFn: ({ signal }) => get<{ rejudgings: Rejudging[] }>("/findings/thresholds/rejudgings", {}, signal),
    refetchInterval: ({ state }) => (state.data?.rejudgings[0]?.state === "running" ? POLL_MS : false),
  });
