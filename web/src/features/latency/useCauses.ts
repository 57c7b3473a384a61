// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { callSeriesQuery, causesQuery, type CallFilter } from "@/api/latency";
import { previousRange, resolveTime, stepFor, stepMillis } from "@/base/timeRange";
import { useLocation, useNow, useTimeRange } from "@/widgets/hooks";

const POINTS = 96;

/** The calls that the address asks about. */
function useCallFilter(): CallFilter {
  const { search } = useLocation();
  return useMemo(
    () => ({ model: search.get("model") ?? "", service: search.get("service") ?? "", agent: search.get("agent") ?? "" }),
    [search],
  );
}

/** Why calls were slow in the time range, how long they took over it, and the totals of the range before. */
export function useCauses() {
  const filter = useCallFilter();
  const range = useTimeRange();
  // Whole minutes keep the keys of queries about the past stable.
  const now = Math.floor(useNow(60_000) / 60_000) * 60_000;
  const before = useMemo(() => previousRange(range, now), [range, now]);
  const causes = useQuery(causesQuery(filter, range));
  const causesBefore = useQuery(causesQuery(filter, before));
  const step = stepFor(range, now, POINTS);
  const series = useQuery(callSeriesQuery(filter, step, range));
  const from = resolveTime(range.from, now);
  const to = resolveTime(range.to, now);
  return {
    filter,
    error: causes.error ?? series.error,
    data: causes.data,
    before: causesBefore.data?.totals,
    series: series.data?.series,
    stepMs: stepMillis(step),
    extent: useMemo(() => [from, to] as const, [from, to]),
  };
}
