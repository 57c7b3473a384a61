// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { usageQuery } from "@/api/queries";
import { previousRange, resolveTime, stepFor, stepMillis } from "@/base/timeRange";
import { useNow, useTimeRange } from "@/widgets/hooks";
import { costRows, costTotal } from "./figures";

const POINTS = 48;
/** For the costs of a trace. */
const WITH_TRACES = { traces: true };

/** What was paid in the time range, by a label, and in the one before. */
export function useCosts(label: string) {
  const range = useTimeRange();
  // Whole minutes keep the keys of queries about the past stable.
  const now = Math.floor(useNow(60_000) / 60_000) * 60_000;
  const before = useMemo(() => previousRange(range, now), [range, now]);
  const rows = useQuery(usageQuery(label, undefined, range));
  const step = stepFor(range, now, POINTS);
  const series = useQuery(usageQuery(label, step, range));
  const whole = useQuery(usageQuery("", undefined, range, WITH_TRACES));
  const wholeBefore = useQuery(usageQuery("", undefined, before, WITH_TRACES));
  const from = resolveTime(range.from, now);
  const to = resolveTime(range.to, now);
  return {
    error: rows.error ?? series.error ?? whole.error,
    stats: rows.data?.stats,
    rows: useMemo(() => rows.data && costRows(rows.data.series, label), [rows.data, label]),
    series: series.data?.series,
    stepMs: stepMillis(step),
    total: costTotal(whole.data?.series),
    totalBefore: costTotal(wholeBefore.data?.series),
    extent: useMemo(() => [from, to] as const, [from, to]),
  };
}
