// SPDX-License-Identifier: Apache-2.0
import type { Span } from "@/api/types";
import { formatNanos } from "@/base/time";

const START = 1_795_545_000_000_000_000n;

/** A span for tests: its start as milliseconds after the trace's. */
export function span(id: string, parent: string | null, startMs: number, durationMs: number, over: Partial<Span> = {}): Span {
  return {
    span_id: id,
    parent_span_id: parent,
    name: id,
    kind: "internal",
    start_time: formatNanos(START + BigInt(Math.round(startMs * 1e6))),
    duration_ms: durationMs,
    status: "ok",
    ...over,
  };
}
