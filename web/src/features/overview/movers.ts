// SPDX-License-Identifier: Apache-2.0
import type { UsagePoint, UsageSeries } from "@/api/types";

/** Something that changed against the period before, worth a look. */
export interface Mover {
  label: string;
  value: string;
  metric: "p95_ms" | "errors" | "calls" | "tokens";
  before: number;
  after: number;
}

/** Changes of things this small are chance. */
const FEWEST_CALLS = 10;
const LEAST_FACTOR = 1.25;
const FEWEST_ERRORS = 10;

const METRICS: Record<Mover["metric"], (point: UsagePoint) => number> = {
  p95_ms: (point) => point.p95_ms ?? 0,
  errors: (point) => point.errors ?? 0,
  calls: (point) => point.calls ?? 0,
  tokens: (point) => (point.input_tokens ?? 0) + (point.output_tokens ?? 0),
};

interface Entry {
  label: string;
  value: string;
  point: UsagePoint;
}

function entries(series: readonly UsageSeries[]): Map<string, Entry> {
  const found = new Map<string, Entry>();
  for (const { labels, points } of series) {
    const [label, value] = Object.entries(labels)[0] ?? [];
    const point = points[0]?.[1];
    if (label && value && point) found.set(`${label}:${value}`, { label, value, point });
  }
  return found;
}

/** The strongest change of each thing, by factor, strongest first. */
export function findMovers(now: readonly UsageSeries[], before: readonly UsageSeries[], most: number): Mover[] {
  const old = entries(before);
  const movers: Mover[] = [];
  for (const [key, { label, value, point }] of entries(now)) {
    const past = old.get(key)?.point;
    if (!past || METRICS.calls(point) < FEWEST_CALLS || METRICS.calls(past) < FEWEST_CALLS) continue;
    const strongest = (Object.keys(METRICS) as Mover["metric"][])
      .map((metric) => ({ label, value, metric, before: METRICS[metric](past), after: METRICS[metric](point) }))
      .filter(
        (mover) =>
          factor(mover) >= LEAST_FACTOR && (mover.metric !== "errors" || Math.max(mover.before, mover.after) >= FEWEST_ERRORS),
      )
      .sort((a, b) => factor(b) - factor(a))[0];
    if (strongest) movers.push(strongest);
  }
  return movers.sort((a, b) => factor(b) - factor(a)).slice(0, most);
}

function factor({ before, after }: Mover): number {
  if (before === 0 || after === 0) return 0;
  return Math.max(after / before, before / after);
}
