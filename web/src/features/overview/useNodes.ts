// SPDX-License-Identifier: Apache-2.0
import { useQueries, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { dashboardQuery } from "@/api/dashboards";
import type { MetricAnswer } from "@/api/metrics";
import { metricQuery } from "@/api/queries";
import { previousRange, resolveTime } from "@/base/timeRange";
import { useNow, useTimeRange } from "@/widgets/hooks";

const BUSY = 0.75;
const FULL = 0.9;

/** How busy the nodes are, 0 to 1. */
export interface Nodes {
  now: number;
  before: number | null;
  state: "ok" | "watch" | "bad";
}

/** As the ready dashboard of the infrastructure asks for it; null when no node says. */
export function useNodes(): Nodes | null {
  const range = useTimeRange();
  const now = Math.floor(useNow(60_000) / 60_000) * 60_000;
  const before = useMemo(() => previousRange(range, now), [range, now]);
  const { data } = useQuery({ ...dashboardQuery("infrastructure"), refetchInterval: false });
  const query = data?.panels.find(({ id }) => id === "cpu")?.queries[0];
  const step = `${Math.max(1, Math.ceil((resolveTime(range.to, now) - resolveTime(range.from, now)) / 1000))}s`;
  const isShare = query?.over !== undefined;
  const ask = (filter: string, period: typeof range) => ({
    ...metricQuery(
      { metric: isShare ? (query.metric ?? "") : "", filter, agg: query?.agg ?? "rate", group_by: "", step },
      period,
    ),
    enabled: isShare,
  });
  const part = query?.filter ?? "";
  const whole = query?.over?.filter ?? "";
  const [busyNow, allNow, busyBefore, allBefore] = useQueries({
    queries: [ask(part, range), ask(whole, range), ask(part, before), ask(whole, before)],
  }).map((result) => lastOf(result.data));
  const share = ratio(busyNow, allNow);
  if (share === null) return null;
  return { now: share, before: ratio(busyBefore, allBefore), state: share >= FULL ? "bad" : share >= BUSY ? "watch" : "ok" };
}

function lastOf(answer: MetricAnswer | undefined): number | null {
  return answer?.series[0]?.values.findLast((value) => value !== null) ?? null;
}

function ratio(part: number | null | undefined, whole: number | null | undefined): number | null {
  return part == null || whole == null || whole === 0 ? null : part / whole;
}
