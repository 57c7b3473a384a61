// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { traceLatencyQuery, type CallLatency } from "@/api/latency";
import type { TraceSummary } from "@/api/types";

const NO_CALLS: ReadonlyMap<string, CallLatency> = new Map();
const RUNNING_MILLIS = 4000;
/** A trace that was not analysed when it was asked for. */
const PENDING_MILLIS = 2000;
const PENDING_TIMES = 15;

/** The times of all model calls of a trace, in one request, also by span. Nothing is asked of traces without calls. */
export function useLatency(traceId: string, trace: TraceSummary | undefined, wanted: boolean) {
  const running = trace?.state === "running";
  const query = useQuery({
    ...traceLatencyQuery(traceId, running),
    enabled: wanted && trace !== undefined && trace.llm_calls > 0,
    placeholderData: (before, last) => (last?.queryKey[1] === traceId ? before : undefined),
    refetchInterval: ({ state }) => {
      if (running) return RUNNING_MILLIS;
      return state.data?.trace === null && state.dataUpdateCount < PENDING_TIMES ? PENDING_MILLIS : false;
    },
  });
  const { data } = query;
  const calls = useMemo(() => (data ? new Map(data.calls.map((call) => [call.span_id, call] as const)) : NO_CALLS), [data]);
  return { query, calls };
}
