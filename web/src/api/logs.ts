// SPDX-License-Identifier: Apache-2.0
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Level, LogDetail, LogRecord } from "@/base/log";
import type { TimeRange } from "@/base/timeRange";
import { get } from "./client";
import { ranged } from "./queries";
import type { QueryStats } from "./types";

const PAGE_SIZE = 200;

interface LogList {
  logs: LogRecord[];
  next_cursor: string | null;
  stats?: QueryStats;
}

export type LogHistogram = { step_ms: number; buckets: (Record<Level, number> & { time: string })[] };

export interface LogPattern {
  pattern: string;
  template: string;
  example: string;
  count: number;
  errors: number;
  severity: number;
  services: string[];
  first_time: string;
  last_time: string;
}

export function logsQuery(q: string, range: TimeRange) {
  const parameters = { q, from: range.from, to: range.to, limit: PAGE_SIZE };
  return infiniteQueryOptions({
    queryKey: ["range", "/logs", parameters],
    queryFn: ({ signal, pageParam }) => get<LogList>("/logs", { ...parameters, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });
}

export const logHistogramQuery = (q: string, buckets: number, range: TimeRange) =>
  ranged<LogHistogram>("/logs/histogram", { q, buckets }, range);

export const logPatternsQuery = (q: string, range: TimeRange) =>
  ranged<{ patterns: LogPattern[] }>("/logs/patterns", { q, limit: 100 }, range);

export const logQuery = (id: string) =>
  queryOptions({
    queryKey: ["log", id],
    queryFn: ({ signal }) => get<LogDetail>(`/logs/records/${encodeURIComponent(id)}`, {}, signal),
    staleTime: 300_000,
    gcTime: 60_000,
  });

export const traceLogsQuery = (traceId: string) =>
  queryOptions({
    queryKey: ["trace-logs", traceId],
    queryFn: ({ signal }) =>
      get<{ logs: LogRecord[]; truncated: boolean; stats?: QueryStats }>(`/traces/${traceId}/logs`, {}, signal),
    staleTime: 30_000,
    gcTime: 60_000,
  });
