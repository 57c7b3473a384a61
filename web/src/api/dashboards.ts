// SPDX-License-Identifier: Apache-2.0
import { queryOptions } from "@tanstack/react-query";
import type { DashboardDocument, PanelQuery } from "@/base/dashboard";
import type { TimeRange } from "@/base/timeRange";
import { get } from "./client";
import { fixed, ranged } from "./queries";
import type { QueryStats } from "./types";

export interface DashboardInfo {
  id: string;
  title: string;
  description: string;
  /** It came with the server: it can be copied, not changed. */
  ready: boolean;
  panels: number;
  with_data: number;
  version: number;
  updated_at: string | null;
}

/** Which queries of a panel have data by now. */
export interface PanelState {
  id: string;
  empty: string | null;
  queries: PanelQuery[];
}

export interface DashboardAnswer {
  id: string;
  ready: boolean;
  version: number;
  updated_at: string | null;
  dashboard: DashboardDocument;
  panels: PanelState[];
}

export interface SeriesAnswer {
  start: string;
  step_ms: number;
  steps: number;
  series: { labels: Record<string, string>; values: (number | null)[] }[];
  truncated: boolean;
  stats?: QueryStats;
}

export interface Annotation {
  id: string;
  kind: "note" | "alert";
  from: string;
  to: string | null;
  title: string;
  text: string;
  tags: string[];
  link: string | null;
}

interface LayerFigures {
  members: number;
  calls: number;
  errors: number;
  p95_ms: number;
}

export interface LayerHealth {
  layer: string;
  state: "silent" | "ok" | "watch" | "bad";
  is_cause: boolean;
  reason: string;
  now: LayerFigures | null;
  before: LayerFigures | null;
}

/** What has no data yet is asked about again while somebody waits. */
const POLL_MS = 5_000;

export const dashboardsQuery = () =>
  queryOptions({
    queryKey: ["dashboards", "list"],
    queryFn: ({ signal }) => get<{ dashboards: DashboardInfo[] }>("/dashboards", {}, signal),
  });

export const dashboardQuery = (id: string) =>
  queryOptions({
    queryKey: ["dashboards", "one", id],
    queryFn: ({ signal }) => get<DashboardAnswer>(`/dashboards/${encodeURIComponent(id)}`, {}, signal),
    refetchInterval: ({ state }) => (state.data?.panels.some(({ empty }) => empty) ? POLL_MS : false),
  });

export interface SeriesQuestion {
  source: string;
  measure: string;
  of: string;
  group_by: string;
  q: string;
  step: string | undefined;
}

export const seriesQuery = (question: SeriesQuestion, range: TimeRange) =>
  ranged<SeriesAnswer>("/series", { ...question }, range);

/** What traces, spans or logs can be split by and measure, beside attributes. */
export const seriesFieldsQuery = (source: string) =>
  fixed<{ group_by: string[]; of: string[] }>(`/series/fields?source=${source}`, 600_000);

export const annotationsQuery = (tags: string, range: TimeRange) =>
  ranged<{ annotations: Annotation[] }>("/annotations", { tags, limit: 200 }, range);

export const layersHealthQuery = (range: TimeRange) => ranged<{ layers: LayerHealth[] }>("/layers/health", {}, range);
