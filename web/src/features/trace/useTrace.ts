// SPDX-License-Identifier: Apache-2.0
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { traceQuery } from "@/api/queries";
import type { TracePage } from "@/api/types";
import { grown } from "./growth";
import { completeSummary } from "./summary";
import { buildTree } from "./tree";
import { useGrowth } from "./useGrowth";

const RUNNING_MILLIS = 3000;
/** What is inferred from a trace follows its end within moments, or never. */
const SETTLING_MILLIS = 60_000;

/**
 * The first page is drawn at once; the others are asked for one after the other and appended. While the trace goes on,
 * a single page is read anew again and again, and of several only what arrived since.
 */
export function useTrace(traceId: string) {
  const query = useInfiniteQuery({
    ...traceQuery(traceId),
    refetchInterval: ({ state }) => {
      const [page, ...more] = state.data?.pages ?? [];
      return page && more.length === 0 && mayChange(page) ? RUNNING_MILLIS : false;
    },
  });
  const { data, hasNextPage, isFetching, isError, fetchNextPage } = query;

  useEffect(() => {
    if (hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [hasNextPage, isFetching, isError, fetchNextPage]);

  const pages = useMemo(() => data?.pages ?? [], [data]);
  const first = pages[0];
  const last = pages.at(-1);
  const goesOn = pages.length > 1 && !hasNextPage && last?.trace.state !== "done";
  const growth = useGrowth(traceId, pages, goesOn);
  const read = useMemo(() => pages.flatMap((page) => page.spans), [pages]);
  const growthSpans = growth?.spans;
  const spans = useMemo(() => grown(read, growthSpans), [read, growthSpans]);
  const tree = useMemo(() => buildTree(spans), [spans]);
  const known = growth?.trace ?? last?.trace;
  const trace = useMemo(() => known && completeSummary(known, tree), [known, tree]);
  return {
    trace,
    stats: first?.stats,
    truncated: !hasNextPage && (last?.truncated ?? false),
    spans,
    tree,
    loading: hasNextPage,
    error: query.error,
  };
}

function mayChange({ trace, accounted }: TracePage): boolean {
  if (trace.state !== "done") return true;
  const ended = Date.parse(trace.start_time ?? "") + (trace.duration_ms ?? 0);
  return !accounted && Date.now() - ended < SETTLING_MILLIS;
}
