// SPDX-License-Identifier: Apache-2.0
import { infiniteQueryOptions, keepPreviousData, queryOptions, type QueryClient } from "@tanstack/react-query";
import type { ConversationData } from "@/base/conversation";
import type { TimeRange } from "@/base/timeRange";
import type { ApiKey, IngestHealth, Project, SavedView, SqlSchema } from "./admin";
import { get } from "./client";
import type { Exemplar, MetricAnswer, MetricLabel, MetricList, ScrapeTarget } from "./metrics";
import type {
  Facet,
  FieldInfo,
  Heatmap,
  Histogram,
  QueryStats,
  RequestPoint,
  SessionSummary,
  Setup,
  SpanDetail,
  TraceList,
  TracePage,
  TraceSummary,
  UsageSeries,
  ValueCount,
} from "./types";

type WithStats<T> = T & { stats?: QueryStats };

/** Everything that depends on the time range starts its key with "range": one refresh renews it all. */
export function ranged<T>(path: string, parameters: Record<string, string | number | undefined>, range: TimeRange) {
  const all = { ...parameters, from: range.from, to: range.to };
  return queryOptions({
    queryKey: ["range", path, all],
    queryFn: ({ signal }) => get<WithStats<T>>(path, all, signal),
    placeholderData: keepPreviousData,
  });
}

export function fixed<T>(path: string, staleTime = 60_000) {
  return queryOptions({ queryKey: ["fixed", path], queryFn: ({ signal }) => get<WithStats<T>>(path, {}, signal), staleTime });
}

export const setupQuery = () => fixed<Setup>("/setup");
/** A key was refused: the setup query then says so as well, and the gate closes. */
export const askSetupAnew = (client: QueryClient) => void client.invalidateQueries({ queryKey: setupQuery().queryKey });
export const fieldsQuery = () => fixed<{ fields: FieldInfo[] }>("/fields", 600_000);
export const projectsQuery = () => fixed<{ projects: Project[] }>("/projects");
export const keysQuery = () => fixed<{ keys: ApiKey[] }>("/keys", 0);
export const viewsQuery = () => fixed<{ views: SavedView[] }>("/views");
export const sqlSchemaQuery = () => fixed<SqlSchema>("/sql/schema", 600_000);

const PAGE_SIZE = 100;

export function tracesQuery(q: string, sort: string, range: TimeRange) {
  const parameters = { q, sort, from: range.from, to: range.to, limit: PAGE_SIZE };
  return infiniteQueryOptions({
    queryKey: ["range", "/traces", parameters],
    queryFn: ({ signal, pageParam }) => get<TraceList>("/traces", { ...parameters, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });
}

export function sessionsQuery(q: string, range: TimeRange) {
  const parameters = { q, from: range.from, to: range.to, limit: PAGE_SIZE };
  return infiniteQueryOptions({
    queryKey: ["range", "/sessions", parameters],
    queryFn: ({ signal, pageParam }) =>
      get<WithStats<{ sessions: SessionSummary[]; next_cursor: string | null }>>(
        "/sessions",
        { ...parameters, cursor: pageParam },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });
}

export const histogramQuery = (q: string, buckets: number, range: TimeRange) =>
  ranged<Histogram>("/traces/histogram", { q, buckets }, range);
export const heatmapQuery = (q: string, buckets: number, range: TimeRange) =>
  ranged<Heatmap>("/traces/heatmap", { q, buckets }, range);
export const facetsQuery = (q: string, fields: string, range: TimeRange) =>
  ranged<{ facets: Facet[] }>("/traces/facets", { q, fields }, range);
export const requestsQuery = (step: string | undefined, range: TimeRange) =>
  ranged<{ points: [string, RequestPoint][] }>("/requests", { step }, range);
/** Percentiles and numbers of traces only where they are shown: merging their digests and sets takes longer than all sums together. */
export const usageQuery = (
  groupBy: string,
  step: string | undefined,
  range: TimeRange,
  { q = "", percentiles = false, traces = false } = {},
) =>
  ranged<{ series: UsageSeries[] }>(
    "/usage",
    { group_by: groupBy, step, ...(q === "" ? {} : { q }), percentiles: String(percentiles), traces: String(traces) },
    range,
  );
/** What one unit of work costs; null where no price is known. */
export interface UnitCosts {
  runs: number;
  successful_runs: number;
  sessions: number;
  usd_per_run: number | null;
  usd_per_successful_run: number | null;
  usd_per_session: number | null;
}

export const unitsQuery = (range: TimeRange) => ranged<{ units: UnitCosts }>("/costs/units", {}, range);
export const ingestQuery = (range: TimeRange) => ranged<IngestHealth>("/ingest", {}, range);

/** The tables of services, models, agents and tools: one route each, the rows under its name. */
export const inventoryQuery = <Row>(name: string, range: TimeRange) => ranged<Record<string, Row[]>>(`/${name}`, {}, range);

/** Few enough to be drawn at once, enough for nearly every trace. */
const FIRST_SPANS = 1000;
const MORE_SPANS = 20_000;

export function traceQuery(traceId: string) {
  return infiniteQueryOptions({
    queryKey: ["trace", traceId],
    queryFn: ({ signal, pageParam }) =>
      get<TracePage>(`/traces/${traceId}`, { limit: pageParam === null ? FIRST_SPANS : MORE_SPANS, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    staleTime: 30_000,
    // Traces are large: stepping through a list must not collect them all.
    gcTime: 10_000,
  });
}

/** A page of the spans that arrived since an earlier answer. */
export const traceSince = (traceId: string, since: string, cursor: string | null, signal: AbortSignal) =>
  get<TracePage>(`/traces/${traceId}`, { since, cursor, limit: MORE_SPANS }, signal);

export const spanQuery = (traceId: string, spanId: string) =>
  queryOptions({
    queryKey: ["span", traceId, spanId],
    queryFn: ({ signal }) => get<WithStats<SpanDetail>>(`/traces/${traceId}/spans/${spanId}`, {}, signal),
    staleTime: 300_000,
    gcTime: 60_000,
  });

export const conversationQuery = (traceId: string) =>
  queryOptions({
    queryKey: ["conversation", traceId],
    queryFn: ({ signal }) =>
      get<WithStats<ConversationData & { truncated?: boolean }>>(`/traces/${traceId}/conversation`, {}, signal),
    staleTime: 30_000,
    gcTime: 60_000,
  });

export const sessionQuery = (sessionId: string) =>
  queryOptions({
    queryKey: ["session", sessionId],
    queryFn: ({ signal }) =>
      get<WithStats<{ session: SessionSummary; traces: TraceSummary[] }>>(
        `/sessions/${encodeURIComponent(sessionId)}`,
        {},
        signal,
      ),
  });

export const fieldValuesQuery = (name: string, prefix: string, range: TimeRange) =>
  ranged<{ values: ValueCount[] }>(`/fields/${encodeURIComponent(name)}/values`, { prefix }, range);
export const attributesQuery = (prefix: string, range: TimeRange) =>
  ranged<{ keys: { key: string; count: number }[] }>("/attributes", { prefix }, range);

const METRICS_PAGE = 200;

export function metricsQuery(q: string) {
  return infiniteQueryOptions({
    queryKey: ["range", "/metrics", q],
    queryFn: ({ signal, pageParam }) => get<MetricList>("/metrics", { q, limit: METRICS_PAGE, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });
}

export const metricLabelsQuery = (metric: string) =>
  queryOptions({
    queryKey: ["fixed", "/metrics/labels", metric],
    queryFn: ({ signal }) => get<{ labels: MetricLabel[] }>("/metrics/labels", { metric }, signal),
    staleTime: 60_000,
    enabled: metric !== "",
  });

export interface MetricQuestion {
  metric: string;
  filter: string;
  agg: string;
  group_by: string;
  step: string;
}

export const metricQuery = (question: MetricQuestion, range: TimeRange) => ({
  ...ranged<MetricAnswer>("/metrics/query", { ...question }, range),
  enabled: question.metric !== "",
  retry: false,
});

export const exemplarsQuery = ({ metric, filter }: Pick<MetricQuestion, "metric" | "filter">, range: TimeRange) => ({
  ...ranged<{ exemplars: Exemplar[] }>("/metrics/exemplars", { metric, filter }, range),
  enabled: metric !== "",
  retry: false,
});

export const scrapeQuery = () => fixed<{ targets: ScrapeTarget[] }>("/scrape", 0);
