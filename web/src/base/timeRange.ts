// SPDX-License-Identifier: Apache-2.0
import { fromMillis, toMillis } from "./time";

/** Either end is RFC 3339 or relative ("now", "now-15m"), exactly as the API takes it. */
export interface TimeRange {
  from: string;
  to: string;
}

const DEFAULT_RANGE: TimeRange = { from: "now-24h", to: "now" };

export const PRESETS: readonly { from: string; label: string }[] = [
  { from: "now-15m", label: "Last 15 minutes" },
  { from: "now-1h", label: "Last hour" },
  { from: "now-6h", label: "Last 6 hours" },
  { from: "now-24h", label: "Last 24 hours" },
  { from: "now-7d", label: "Last 7 days" },
  { from: "now-30d", label: "Last 30 days" },
];

const UNIT_MILLIS: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

export function resolveTime(text: string, now: number): number {
  if (text === "now") return now;
  const relative = /^now-(\d+)([smhdw])$/.exec(text);
  if (relative) return now - Number(relative[1]) * (UNIT_MILLIS[relative[2] ?? ""] ?? Number.NaN);
  return toMillis(text);
}

export function isRelative(range: TimeRange): boolean {
  return range.from.startsWith("now") && range.to === "now";
}

export function rangeFromSearch(search: URLSearchParams): TimeRange {
  const from = search.get("from") ?? DEFAULT_RANGE.from;
  const to = search.get("to") ?? DEFAULT_RANGE.to;
  const valid = !Number.isNaN(resolveTime(from, 0)) && !Number.isNaN(resolveTime(to, 0));
  return valid ? { from, to } : DEFAULT_RANGE;
}

export function writeRange(search: URLSearchParams, range: TimeRange): void {
  if (range.from === DEFAULT_RANGE.from) search.delete("from");
  else search.set("from", range.from);
  if (range.to === DEFAULT_RANGE.to) search.delete("to");
  else search.set("to", range.to);
}

export function absoluteRange(fromMs: number, toMs: number): TimeRange {
  const [low, high] = fromMs <= toMs ? [fromMs, toMs] : [toMs, fromMs];
  return { from: fromMillis(Math.floor(low)), to: fromMillis(Math.max(Math.ceil(high), Math.floor(low) + 1)) };
}

/** The period of the same length just before: what "changed" compares with. */
export function previousRange(range: TimeRange, now: number): TimeRange {
  const from = resolveTime(range.from, now);
  const to = resolveTime(range.to, now);
  return absoluteRange(from - (to - from), from);
}

/** The milliseconds of a step such as "15m". */
export function stepMillis(step: string): number {
  return Number.parseInt(step, 10) * (UNIT_MILLIS[step.at(-1) ?? ""] ?? Number.NaN);
}

/** A step, in the API's notation, that gives about the wanted number of points. */
export function stepFor(range: TimeRange, now: number, points: number): string {
  const span = resolveTime(range.to, now) - resolveTime(range.from, now);
  const steps: readonly (readonly [string, number])[] = [
    ["10s", 10_000],
    ["30s", 30_000],
    ["1m", 60_000],
    ["5m", 300_000],
    ["15m", 900_000],
    ["30m", 1_800_000],
    ["1h", 3_600_000],
    ["6h", 21_600_000],
    ["1d", 86_400_000],
  ];
  return steps.find(([, size]) => span / size <= points)?.[0] ?? "1d";
}
