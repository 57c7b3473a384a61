// SPDX-License-Identifier: Apache-2.0
import { useQueries, type UseQueryResult } from "@tanstack/react-query";
import { useMemo } from "react";
import { seriesQuery, type SeriesAnswer } from "@/api/dashboards";
import type { MetricAnswer } from "@/api/metrics";
import { metricQuery, usageQuery } from "@/api/queries";
import type { UsageSeries } from "@/api/types";
import { withVariables, type PanelQuery } from "@/base/dashboard";
import { resolveTime, stepFor, stepMillis, type TimeRange } from "@/base/timeRange";
import { useNow, useTimeRange } from "@/widgets/hooks";
import { ofMetric, ofRows, ofUsage, together, type PanelData } from "./panelData";

const POINTS = 96;
/** Scrapes come every ten or fifteen seconds: shorter steps would have gaps. */
const LEAST_STEP_MS = 30_000;

type Answer = MetricAnswer | SeriesAnswer | { series: UsageSeries[] };

/** The step of every chart on the page. */
function stepOf(range: TimeRange, now: number): string {
  const step = stepFor(range, now, POINTS);
  return stepMillis(step) < LEAST_STEP_MS ? "30s" : step;
}

export function queryFor(query: PanelQuery, filter: string, step: string | undefined, range: TimeRange) {
  const groupBy = (query.group_by ?? []).join(",");
  switch (query.source) {
    case "metric":
      return metricQuery(
        { metric: query.metric ?? "", filter, agg: query.agg ?? "avg", group_by: groupBy, step: step ?? "" },
        range,
      );
    case "usage":
      return usageQuery(groupBy, step, range, {
        q: filter,
        percentiles: query.measure?.endsWith("_ms"),
        traces: query.measure === "traces",
      });
    case "traces":
    case "spans":
    case "logs":
      return seriesQuery(
        { source: query.source, measure: query.measure ?? "count", of: query.of ?? "", group_by: groupBy, q: filter, step },
        range,
      );
  }
}

/** One object for all results; it stays the same as long as they do. */
function combined(results: UseQueryResult[]): { answers: (Answer | undefined)[]; error: Error | null } {
  return {
    answers: results.map((result) => result.data as Answer | undefined),
    error: results.find(({ error }) => error)?.error ?? null,
  };
}

export interface PanelAnswer {
  /** Undefined until the first answer. */
  data: PanelData | undefined;
  /** What each query answered alone. */
  each: PanelData[];
  error: Error | null;
  /** When the charts of the page begin and end. */
  extent: readonly [fromMs: number, toMs: number];
  stepMs: number;
}

/** Asks the queries of a panel. `whole`: one value for the range instead of many over time. */
export function usePanelData(
  queries: readonly PanelQuery[],
  values: Readonly<Record<string, string>>,
  whole: boolean,
): PanelAnswer {
  const range = useTimeRange();
  const now = Math.floor(useNow(60_000) / 60_000) * 60_000;
  const from = resolveTime(range.from, now);
  const to = resolveTime(range.to, now);
  const usual = stepOf(range, now);
  // A metric is always asked with a step; one as long as the range makes it one value.
  const metricStep = whole ? `${Math.max(1, Math.ceil((to - from) / 1000))}s` : usual;
  const asked = queries.flatMap((query) => {
    const filter = withVariables(query.filter ?? "", values);
    const step = query.source === "metric" ? metricStep : whole ? undefined : usual;
    const one = queryFor(query, filter, step, range);
    if (!query.over) return [one];
    const over = { ...query, metric: query.over.metric ?? query.metric ?? "" };
    return [one, queryFor(over, withVariables(query.over.filter ?? "", values), step, range)];
  });
  const { answers, error } = useQueries({ queries: asked as { queryKey: readonly unknown[] }[], combine: combined });
  const known = answers.every((answer) => answer !== undefined);
  const each = useMemo(() => (known ? read(queries, answers) : []), [queries, known, answers]);
  return {
    data: useMemo(() => (known ? together(each) : undefined), [known, each]),
    each: useMemo(() => each.map((one) => together([one])), [each]),
    error,
    extent: useMemo(() => [from, to] as const, [from, to]),
    stepMs: stepMillis(usual),
  };
}

type Read = [PanelQuery, ReturnType<typeof ofMetric>];

function read(queries: readonly PanelQuery[], answers: readonly (Answer | undefined)[]): Read[] {
  let at = 0;
  return queries.map((query): Read => {
    const answer = answers[at++];
    const divisor = query.over ? answers[at++] : undefined;
    if (query.source === "metric") return [query, ofMetric(answer as MetricAnswer, divisor as MetricAnswer | undefined, query)];
    if (query.source === "usage") return [query, ofUsage((answer as { series: UsageSeries[] }).series, query)];
    return [query, ofRows(answer as SeriesAnswer, query)];
  });
}
