// SPDX-License-Identifier: Apache-2.0
import type { UsagePoint, UsageSeries } from "@/api/types";

/** The parts of a cost, in the order in which they are drawn. */
export const PARTS = [
  { field: "cost_input_usd", title: "Input", token: "--series-1" },
  { field: "cost_cache_read_usd", title: "Cache read", token: "--series-2" },
  { field: "cost_cache_write_usd", title: "Cache write", token: "--series-3" },
  { field: "cost_output_usd", title: "Output", token: "--series-4" },
  { field: "cost_reasoning_usd", title: "Reasoning", token: "--series-5" },
] as const;

export interface CostRow {
  name: string;
  calls: number;
  traces: number;
  input: number;
  cached: number;
  output: number;
  /** US dollars; null when no price is known. */
  cost: number | null;
  /** US dollars, in the order of PARTS. */
  parts: number[];
  priced: number;
  priceable: number;
}

function row(name: string, points: readonly [string, UsagePoint][]): CostRow {
  const sum: CostRow = {
    name,
    calls: 0,
    traces: 0,
    input: 0,
    cached: 0,
    output: 0,
    cost: null,
    parts: PARTS.map(() => 0),
    priced: 0,
    priceable: 0,
  };
  for (const [, point] of points) {
    sum.calls += point.calls ?? 0;
    sum.traces += point.traces ?? 0;
    sum.input += point.input_tokens ?? 0;
    sum.cached += point.cache_read_tokens ?? 0;
    sum.output += point.output_tokens ?? 0;
    if (point.cost_usd != null) sum.cost = (sum.cost ?? 0) + point.cost_usd;
    PARTS.forEach(({ field }, index) => (sum.parts[index] = (sum.parts[index] ?? 0) + (point[field] ?? 0)));
    sum.priced += point.priced_calls ?? 0;
    sum.priceable += point.priceable_calls ?? 0;
  }
  return sum;
}

/** What is of no tool: prompts, what was said, answers. */
export const NO_TOOL = "no tool";

/** One row for each value of the label, the dearest first; what no call said is "unknown". */
export function costRows(usage: readonly UsageSeries[], label: string): CostRow[] {
  return usage
    .map(({ labels, points }) => row(labels[label] ?? (label === "tool" ? NO_TOOL : "unknown"), points))
    .sort((a, b) => (b.cost ?? -1) - (a.cost ?? -1) || b.calls - a.calls);
}

/** Everything together; undefined while it is not known. */
export function costTotal(usage: readonly UsageSeries[] | undefined): CostRow | undefined {
  return (
    usage &&
    row(
      "",
      usage.flatMap(({ points }) => points),
    )
  );
}

const MONTH_MS = 30 * 86_400_000;

/** What thirty days cost when they go on like this time range. */
export function perMonth(cost: number, rangeMs: number): number {
  return rangeMs > 0 ? (cost * MONTH_MS) / rangeMs : 0;
}
