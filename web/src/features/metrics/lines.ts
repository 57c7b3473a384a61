// SPDX-License-Identifier: Apache-2.0
import type { MetricAnswer } from "@/api/metrics";
import { formatBytes, formatDuration, NONE } from "@/base/format";
import { toMillis } from "@/base/time";
import type { Series } from "@/charts/plotOptions";

/** More lines than this cannot be told apart; the table below the chart holds all of them. */
const DRAWN = 10;
const COLOURS = 5;

export interface Line {
  label: string;
  labels: Record<string, string>;
  last: number | null;
  mean: number | null;
  max: number | null;
  /** Null when it is only in the table. */
  token: string | null;
  values: (number | null)[];
}

/** The series of an answer, those with the largest values first. */
export function linesOf(answer: MetricAnswer): Line[] {
  const lines = answer.series.map(({ labels, values }) => {
    const known = values.filter((value): value is number => value !== null);
    return {
      label: labelOf(labels, answer.metric),
      labels,
      last: known.at(-1) ?? null,
      mean: known.length > 0 ? known.reduce((sum, value) => sum + value, 0) / known.length : null,
      max: known.length > 0 ? known.reduce((most, value) => Math.max(most, value), -Infinity) : null,
      values,
    };
  });
  lines.sort((a, b) => (b.max ?? -Infinity) - (a.max ?? -Infinity) || a.label.localeCompare(b.label));
  return lines.map((line, index) => ({ ...line, token: index < DRAWN ? `--series-${(index % COLOURS) + 1}` : null }));
}

function labelOf(labels: Record<string, string>, metric: string): string {
  const values = Object.values(labels);
  return values.length > 0 ? values.join(" · ") : metric;
}

export function drawnSeries(lines: readonly Line[]): Series[] {
  return lines.flatMap(({ label, token, values }) => (token ? [{ label, token, values }] : []));
}

export function timesOf({ start, step_ms: stepMs, steps }: MetricAnswer): number[] {
  const first = toMillis(start);
  return Array.from({ length: steps }, (_, index) => first + index * stepMs);
}

const NUMBER = new Intl.NumberFormat("en", { maximumSignificantDigits: 4 });
const COMPACT = new Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 4 });

/** A value in its unit; per second when it is a rate. A count of observations has no unit. */
export function formatValue(value: number | null, unit: string, agg: string): string {
  if (value === null || !Number.isFinite(value)) return NONE;
  if (agg === "count") return number(value);
  const text = inUnit(value, unit);
  return agg === "rate" ? `${text}/s` : text;
}

function inUnit(value: number, unit: string): string {
  if (value >= 0) {
    if (unit === "s" || unit === "seconds") return formatDuration(value * 1000);
    if (unit === "ms" || unit === "milliseconds") return formatDuration(value);
    if (unit === "By" || unit === "bytes") return formatBytes(value);
  }
  return number(value);
}

function number(value: number): string {
  return Math.abs(value) >= 10_000 ? COMPACT.format(value) : NUMBER.format(value);
}
