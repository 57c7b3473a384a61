// SPDX-License-Identifier: Apache-2.0
import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { tracesQuery } from "@/api/queries";
import { location, navigate, withSearch } from "@/base/location";
import { useCommands, useLocation, useTimeRange } from "@/widgets/hooks";

export interface Neighbours {
  previous: string | null;
  next: string | null;
  position: string | null;
  goPrevious: () => void;
  goNext: () => void;
}

/** The same question as the list, on the next trace: selections inside the old one mean nothing there. */
function open(traceId: string | null): void {
  if (!traceId) return;
  const search = new URLSearchParams(location().search);
  for (const name of ["span", "view", "find", "marked"]) search.delete(name);
  navigate(withSearch(`/traces/${traceId}`, search), { replace: true });
}

/** The traces before and after this one in the list it was opened from. */
export function useNeighbours(traceId: string): Neighbours {
  const { search } = useLocation();
  const range = useTimeRange();
  const list = useInfiniteQuery({
    ...tracesQuery(search.get("q") ?? "", search.get("sort") ?? "-start_time", range),
    enabled: search.get("list") === "1",
    staleTime: Infinity,
  });

  const neighbours = useMemo<Neighbours>(() => {
    const ids = list.data?.pages.flatMap((page) => page.traces.map((trace) => trace.trace_id)) ?? [];
    const index = ids.indexOf(traceId);
    const previous = index > 0 ? (ids[index - 1] ?? null) : null;
    const next = index >= 0 ? (ids[index + 1] ?? null) : null;
    const position = index >= 0 ? `${index + 1} of ${ids.length}${list.hasNextPage ? "+" : ""}` : null;
    return { previous, next, position, goPrevious: () => open(previous), goNext: () => open(next) };
  }, [list.data, list.hasNextPage, traceId]);

  useCommands(
    useMemo(
      () => [
        {
          id: "trace.previous",
          title: "Previous trace of the list",
          group: "Trace",
          shortcut: "[",
          when: () => neighbours.previous !== null,
          run: neighbours.goPrevious,
        },
        {
          id: "trace.next",
          title: "Next trace of the list",
          group: "Trace",
          shortcut: "]",
          when: () => neighbours.next !== null,
          run: neighbours.goNext,
        },
      ],
      [neighbours],
    ),
  );
  return neighbours;
}
