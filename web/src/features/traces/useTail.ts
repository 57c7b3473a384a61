// SPDX-License-Identifier: Apache-2.0
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { askSetupAnew } from "@/api/queries";
import { followTraces } from "@/api/tail";
import type { TraceSummary } from "@/api/types";

export interface Tail {
  connected: boolean;
  /** Newest first; a trace that changed keeps its place. */
  traces: readonly TraceSummary[];
}

const KEPT = 500;
const IDLE: Tail = { connected: false, traces: [] };

export function prepend(traces: readonly TraceSummary[], trace: TraceSummary): readonly TraceSummary[] {
  const index = traces.findIndex((known) => known.trace_id === trace.trace_id);
  if (index >= 0) return traces.with(index, trace);
  return [trace, ...traces].slice(0, KEPT);
}

/** Traces that appear while the page is followed live. Each question starts an empty tail. */
export function useTail(q: string, on: boolean): Tail {
  const [tails, setTails] = useState<{ q: string; tail: Tail }>({ q, tail: IDLE });
  const client = useQueryClient();
  useEffect(() => {
    if (!on) return;
    const change = (update: (tail: Tail) => Tail) => setTails((old) => ({ q, tail: update(old.q === q ? old.tail : IDLE) }));
    return followTraces(q, {
      onEvent: (trace) => change((tail) => ({ ...tail, traces: prepend(tail.traces, trace) })),
      onState: (connected) => change((tail) => ({ ...tail, connected })),
      onRefused: () => askSetupAnew(client),
    });
  }, [client, q, on]);
  return on && tails.q === q ? tails.tail : IDLE;
}
