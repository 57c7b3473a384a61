// SPDX-License-Identifier: Apache-2.0
import { useQueries, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { requestsQuery, usageQuery } from "@/api/queries";
import type { RequestPoint, UsageSeries } from "@/api/types";
import { previousRange, stepFor } from "@/base/timeRange";
import { useNow, useTimeRange } from "@/widgets/hooks";
import { findMovers } from "./movers";

const POINTS = 48;
const MOVER_LABELS = ["model", "service", "agent", "user"];
const MOST_MOVERS = 6;
/** A model, service, agent or user that became slower moves too. */
const WITH_PERCENTILES = { percentiles: true };

export interface TokenTotals {
  input: number;
  output: number;
  cached: number;
  calls: number;
  /** US dollars; null when no price is known. */
  cost: number | null;
}

function totalsOf(series: readonly UsageSeries[] | undefined): TokenTotals | undefined {
  return series?.reduce<TokenTotals>(
    (sum, { points }) => {
      for (const [, point] of points) {
        sum.input += point.input_tokens ?? 0;
        sum.output += point.output_tokens ?? 0;
        sum.cached += point.cache_read_tokens ?? 0;
        sum.calls += point.calls ?? 0;
        if (point.cost_usd != null) sum.cost = (sum.cost ?? 0) + point.cost_usd;
      }
      return sum;
    },
    { input: 0, output: 0, cached: 0, calls: 0, cost: null },
  );
}

/** The time to first token of the model where it is worst, among models with enough calls to say so. */
function slowestFirstToken(series: readonly UsageSeries[] | undefined): { model: string; ms: number } | null {
  let worst: { model: string; ms: number } | null = null;
  for (const { labels, points } of series ?? []) {
    const ms = points[0]?.[1].ttft_p95_ms;
    if (ms != null && labels.model && (!worst || ms > worst.ms)) worst = { model: labels.model, ms };
  }
  return worst;
}

/** Every figure of the page, with those of the period before. */
export function useOverview() {
  const range = useTimeRange();
  // Whole minutes keep the keys of queries about the past stable.
  const now = Math.floor(useNow(60_000) / 60_000) * 60_000;
  const before = useMemo(() => previousRange(range, now), [range, now]);
  const step = stepFor(range, now, POINTS);

  const total = useQuery(requestsQuery(undefined, range));
  const totalBefore = useQuery(requestsQuery(undefined, before));
  const requests = useQuery(requestsQuery(step, range));
  const tokens = useQuery(usageQuery("model", step, range));
  const usage = useQueries({ queries: MOVER_LABELS.map((label) => usageQuery(label, undefined, range, WITH_PERCENTILES)) });
  const usageBefore = useQueries({
    queries: MOVER_LABELS.map((label) => usageQuery(label, undefined, before, WITH_PERCENTILES)),
  });

  const models = usage[0]?.data?.series;
  const movers = findMovers(
    usage.flatMap((one) => one.data?.series ?? []),
    usageBefore.flatMap((one) => one.data?.series ?? []),
    MOST_MOVERS,
  );
  return {
    error: total.error,
    stats: requests.data?.stats,
    total: firstPoint(total.data?.points),
    totalBefore: firstPoint(totalBefore.data?.points),
    requests: requests.data?.points,
    tokenSeries: tokens.data?.series,
    tokens: totalsOf(models),
    tokensBefore: totalsOf(usageBefore[0]?.data?.series),
    firstToken: models && slowestFirstToken(models),
    movers: usage.every((one) => one.data) && usageBefore.every((one) => one.data) ? movers : undefined,
  };
}

function firstPoint(points: readonly [string, RequestPoint][] | undefined): RequestPoint | undefined {
  return points?.[0]?.[1];
}
