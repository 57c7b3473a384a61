// SPDX-License-Identifier: Apache-2.0
import { queryOptions } from "@tanstack/react-query";
import { get, post } from "./client";

export type Source = "calls" | "traces" | "verdicts" | "findings" | "budgets" | "metric";
type Phase = "pending" | "firing" | "resolved";
type Severity = "critical" | "warning" | "info";

export interface Condition {
  kind: "threshold" | "change" | "band" | "slo" | "missing";
  direction?: "above" | "below" | "either";
  value?: number;
  percent?: number;
  width?: number;
  objective?: number;
  days?: number;
}

/** What a rule says, as it is sent. */
export interface NewRule {
  name: string;
  source: Source;
  measure: string;
  of: string;
  filter: string;
  group_by: string;
  window_minutes: number;
  condition: Condition;
  at_least: number;
  for_minutes: number;
  keep_minutes: number;
  severity: Severity;
  channels: string[];
  template: string;
  enabled: boolean;
}

/** What to compare to learn why it fires, as the comparison takes it; or why there is nothing to compare. */
export interface Changed {
  reason?: string;
  scope?: string;
  q?: string;
  other?: string;
  from?: string;
  to?: string;
  other_from?: string;
  other_to?: string;
}

/** A group of a rule that is not normal. */
interface AlertMember {
  member: string;
  phase: Phase;
  since: string;
  last_bad: string;
  value: number | null;
  threshold: number | null;
  told: boolean;
  sentence: string;
  link: string;
  changed: Changed;
}

/** When an alert fired last, and is over. */
export interface LastFired {
  member: string;
  from: string;
  to: string;
  changed: Changed;
}

export interface AlertRule extends NewRule {
  id: string;
  created_at: string;
  /** ms, share, tokens, usd, or empty. */
  unit: string;
  state: "normal" | "pending" | "firing";
  members: AlertMember[];
  evaluated_at: string | null;
  value: number | null;
  threshold: number | null;
}

export interface AlertChange {
  time: string;
  member: string;
  phase: Phase;
  value: number | null;
  threshold: number | null;
  silenced: boolean;
}

export interface PreviewGroup {
  member: string;
  points: { time: string; value: number | null; threshold: number | null; bad: boolean; phase: Phase | null }[];
  fired: { from: string; to: string | null }[];
}

export interface Silence {
  id: string;
  rule: string;
  member: string;
  from: string;
  to: string;
  author: string;
  reason: string;
}

export const CHANNEL_KINDS = ["webhook", "slack", "pagerduty", "email"] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];

export interface Channel {
  id: string;
  name: string;
  kind: ChannelKind;
  has_secret: boolean;
  /** Of HTTP channels, without its path. */
  target?: string;
  host: string;
  port: number;
  /** Begins with TLS, as on port 465. */
  tls: boolean;
  start_tls: boolean;
  user: string;
  sender: string;
  recipients: string[];
}

export interface Delivery {
  id: string;
  channel: string;
  notification: { state: string; rule: string; group: string; sentence: string };
  status: "waiting" | "delivered" | "failed";
  attempts: number;
  created_at: string;
  next_at: string | null;
  done_at: string | null;
  error: string;
}

const POLL_MS = 10_000;

export const alertsQuery = () =>
  queryOptions({
    queryKey: ["alerts", "rules"],
    queryFn: ({ signal }) => get<{ alerts: AlertRule[] }>("/alerts", {}, signal),
    refetchInterval: POLL_MS,
  });

export const alertQuery = (id: string) =>
  queryOptions({
    queryKey: ["alerts", "rule", id],
    queryFn: ({ signal }) =>
      get<{ alert: AlertRule; history: AlertChange[]; last_fired: LastFired | null }>(
        `/alerts/${encodeURIComponent(id)}`,
        {},
        signal,
      ),
    refetchInterval: POLL_MS,
  });

export const previewQuery = (rule: NewRule) =>
  queryOptions({
    queryKey: ["alerts", "preview", rule],
    queryFn: ({ signal }) => post<{ step_seconds: number; groups: PreviewGroup[] }>("/alerts/preview", rule, signal),
    retry: false,
  });

export const silencesQuery = () =>
  queryOptions({
    queryKey: ["alerts", "silences"],
    queryFn: ({ signal }) => get<{ silences: Silence[] }>("/alerts/silences", {}, signal),
  });

export const channelsQuery = () =>
  queryOptions({
    queryKey: ["alerts", "channels"],
    queryFn: ({ signal }) => get<{ channels: Channel[] }>("/alerts/channels", {}, signal),
  });

export const deliveriesQuery = () =>
  queryOptions({
    queryKey: ["alerts", "deliveries"],
    queryFn: ({ signal }) => get<{ deliveries: Delivery[] }>("/alerts/deliveries", { limit: 200 }, signal),
    refetchInterval: POLL_MS,
  });
