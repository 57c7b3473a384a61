// SPDX-License-Identifier: Apache-2.0
import type { Span, TracePage } from "@/api/types";

/** What became known of a trace since its pages were read. */
export interface Growth {
  trace: TracePage["trace"] | null;
  /** New ones, and those of the pages that are told differently by now. */
  spans: ReadonlyMap<string, Span>;
  asOf: string;
  elapsedMs: number;
}

/** The spans of the pages with what is known by now; the same array when nothing is. */
export function grown(spans: readonly Span[], arrived: ReadonlyMap<string, Span> | undefined): readonly Span[] {
  if (!arrived || arrived.size === 0) return spans;
  const known = new Set<string>();
  const all = spans.map((span) => {
    known.add(span.span_id);
    return arrived.get(span.span_id) ?? span;
  });
  for (const span of arrived.values()) if (!known.has(span.span_id)) all.push(span);
  return all;
}

/** The same map when the page tells nothing new: then nothing is drawn again. */
export function withSpans(
  spans: ReadonlyMap<string, Span>,
  pages: ReadonlyMap<string, Span>,
  arrived: readonly Span[],
): ReadonlyMap<string, Span> {
  const changed = arrived.filter((span) => {
    const known = spans.get(span.span_id) ?? pages.get(span.span_id);
    return !known || JSON.stringify(known) !== JSON.stringify(span);
  });
  return changed.length === 0 ? spans : new Map([...spans, ...changed.map((span) => [span.span_id, span] as const)]);
}
