// SPDX-License-Identifier: Apache-2.0
import type { CallLatency, CallParts, Chunks } from "@/api/latency";
import { formatDuration, plural } from "@/base/format";
import { evidenceOf, PARTS, TERMS } from "@/base/verdicts";

/** One step of the way from what was expected to what was measured, in percent of the chart's width. */
export interface Step {
  title: string;
  token: string;
  ms: number;
  left: number;
  width: number;
  kind: "expected" | "more" | "less" | "measured";
}

/** Terms smaller than this share of the chart are not worth a line. */
const LEAST_SHARE = 0.005;

/** Expected, each term from where the one before it ended, measured. Empty while nothing is expected. */
export function cascade({ measured, expected, terms }: CallLatency): Step[] {
  if (terms === null || measured.e2e_ms === null || expected.e2e_ms === null) return [];
  const reached = TERMS.reduce<number[]>((ends, { field }) => [...ends, (ends.at(-1) ?? 0) + terms[field]], [expected.e2e_ms]);
  // A sum may go below zero on its way: the rest brings it back.
  const low = Math.min(0, ...reached);
  const whole = Math.max(measured.e2e_ms, ...reached) - low;
  const place = (from: number, to: number) => ({
    left: (100 * (Math.min(from, to) - low)) / whole,
    width: (100 * Math.abs(to - from)) / whole,
  });
  const steps: Step[] = TERMS.flatMap(({ field, title, token }, index) => {
    const ms = terms[field];
    const from = reached[index] ?? 0;
    if (Math.abs(ms) < LEAST_SHARE * whole) return [];
    return [{ title, token, ms, kind: ms > 0 ? "more" : "less", ...place(from, from + ms) } satisfies Step];
  });
  return [
    { title: "usual", token: "--lat-usual", ms: expected.e2e_ms, kind: "expected", ...place(0, expected.e2e_ms) },
    ...steps,
    { title: "measured", token: "--op-model", ms: measured.e2e_ms, kind: "measured", ...place(0, measured.e2e_ms) },
  ];
}

/** A part of a call on its bar, in percent of its duration. */
export interface Segment {
  field: keyof CallParts;
  title: string;
  ms: number;
  left: number;
  width: number;
}

/** The parts that are known, one after the other, never beyond the end of the call. */
export function segments(parts: CallParts, durationMs: number): Segment[] {
  // The whole difference between start and first token says nothing new.
  if (parts.queue_ms === null && parts.prefill_ms === null) return [];
  let at = 0;
  return PARTS.flatMap(({ field, title }) => {
    const ms = Math.min(Math.max(0, parts[field] ?? 0), Math.max(0, durationMs - at));
    if (ms <= 0 || durationMs <= 0) return [];
    const segment = { field, title, ms, left: (100 * at) / durationMs, width: (100 * ms) / durationMs };
    at += ms;
    return [segment];
  });
}

/** "The stream stood still for 2.1 s, 3.4 s into the call" */
export const pauseTitle = (pause: { after_ms: number; ms: number }) =>
  `The stream stood still for ${formatDuration(pause.ms)}, ${formatDuration(pause.after_ms)} into the call`;

/** "128 chunks, usually 20 ms apart, at most 2.1 s" */
export function chunkWords({ count, gap_p50_ms: usual, gap_max_ms: most }: Chunks): string {
  return `${plural(count, "chunk")}, usually ${formatDuration(usual)} apart, at most ${formatDuration(most)}`;
}

/** "Queue 4.2 s, prefill 130 ms, decode 2 s (measured)" */
export function partsTitle(parts: readonly Segment[], evidence: string): string | undefined {
  if (parts.length === 0) return undefined;
  return `${parts.map(({ title, ms }) => `${title} ${formatDuration(ms)}`).join(", ")} (${evidenceOf(evidence).word})`;
}
