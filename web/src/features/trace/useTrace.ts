// SPDX-License-Identifier: Apache-2.0
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { traceQuery } from "@/api/queries";
import { completeSummary } from "./summary";
import { buildTree } from "./tree";

const RUNNING_MILLIS = 3000;

/** The first page is drawn at once; the others are asked for one after the other and appended. */
export function useTrace(traceId: string) {
  const query = useInfiniteQuery({
    ...traceQuery(traceId),
    refetchInterval: ({ state }) =>
      state.data?.pages.length === 1 && state.data.pages[0]?.trace.state !== "done" ? RUNNING_MILLIS : false,
  });
  const { data, hasNextPage, isFetching, isError, fetchNextPage } = query;

  useEffect(() => {
    if (hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [hasNextPage, isFetching, isError, fetchNextPage]);

  const spans = useMemo(() => data?.pages.flatMap((page) => page.spans) ?? [], [data]);
  const tree = useMemo(() => buildTree(spans), [spans]);
  const first = data?.pages[0];
  const last = data?.pages.at(-1);
  const trace = useMemo(() => last && completeSummary(last.trace, tree), [last, tree]);
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
