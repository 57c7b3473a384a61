// SPDX-License-Identifier: Apache-2.0
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { traceQuery, traceSince } from "@/api/queries";
import type { Span, TracePage } from "@/api/types";
import { withSpans, type Growth } from "./growth";

const RUNNING_MILLIS = 3000;
/** A page that is open may cost the server a tenth of its time, whatever the size of the trace. */
const PAUSE_PER_MILLI = 10;

/**
 * Follows a trace that goes on and is too large to be read anew each time: asks for what arrived since. When the trace
 * is done, its pages are read once more, because what late analysis says of early spans is not in what arrived.
 */
export function useGrowth(traceId: string, pages: readonly TracePage[], on: boolean): Growth | undefined {
  const client = useQueryClient();
  const asOf = pages[0]?.as_of ?? "";
  const queryKey = ["trace-growth", traceId, asOf];
  const { data } = useQuery({
    queryKey,
    enabled: on,
    gcTime: 0,
    structuralSharing: false,
    queryFn: ({ signal }) => follow(traceId, pages, client.getQueryData<Growth>(queryKey), signal),
    refetchInterval: ({ state }) => Math.max(RUNNING_MILLIS, PAUSE_PER_MILLI * (state.data?.elapsedMs ?? 0)),
  });
  const done = on && data?.trace?.state === "done";
  useEffect(() => {
    if (done) void client.invalidateQueries({ queryKey: traceQuery(traceId).queryKey });
  }, [client, traceId, done]);
  return on ? data : undefined;
}

async function follow(
  traceId: string,
  pages: readonly TracePage[],
  before: Growth | undefined,
  signal: AbortSignal,
): Promise<Growth> {
  const since = before?.asOf ?? pages[0]?.as_of ?? "";
  const known = new Map<string, Span>();
  for (const page of pages) for (const span of page.spans) known.set(span.span_id, span);
  const none: ReadonlyMap<string, Span> = new Map();
  let spans = before?.spans ?? none;
  let elapsedMs = 0;
  let first: TracePage | undefined;
  let cursor: string | null = null;
  do {
    const page: TracePage = await traceSince(traceId, since, cursor, signal);
    first ??= page;
    spans = withSpans(spans, known, page.spans);
    elapsedMs += page.stats?.elapsed_ms ?? 0;
    cursor = page.next_cursor;
  } while (cursor !== null);
  return { trace: first.trace, spans, asOf: first.as_of, elapsedMs };
}
