// SPDX-License-Identifier: Apache-2.0
import type { SeriesAnswer } from "@/api/dashboards";
import type { MetricAnswer } from "@/api/metrics";
import type { UsageSeries } from "@/api/types";
import type { PanelQuery } from "@/base/dashboard";
import { toMillis } from "@/base/time";
import type { Series } from "@/charts/plotOptions";

/** One line of a panel over the times that all of its lines share. */
export interface DataSeries {
  label: string;
  /** The values of its labels, for the rows of a table. */
  labels: Record<string, string>;
  values: (number | null)[];
  /** Failures alone: they are red on every page. */
  failures?: boolean;
}

export interface PanelData {
  times: number[];
  series: DataSeries[];
}

/** What one query answered, whatever its source. */
interface Answered {
  times: number[];
  series: { labels: Record<string, string>; values: (number | null)[] }[];
}

const COUNTS = new Set(["count", "rate", "errors", "increase", "calls", "traces"]);
const COLOURS = 5;
const LINES = 10;
const FAILURES = "--error-bar";

/** Where nothing came, nothing was counted. */
export function isCount(query: PanelQuery): boolean {
  return query.source !== "metric" && COUNTS.has(query.measure ?? "");
}

export function ofMetric(answer: MetricAnswer, divisor: MetricAnswer | undefined, query: PanelQuery): Answered {
  const first = toMillis(answer.start);
  const times = Array.from({ length: answer.steps }, (_, index) => first + index * answer.step_ms);
  const scale = query.scale ?? 1;
  const series = divisor ? ratios(answer, divisor) : answer.series;
  return {
    times,
    series: series.map(({ labels, values }) => ({
      labels,
      values: values.map((value) => (value === null ? null : value * scale)),
    })),
  };
}

/** Step by step; a part that has no series at all is none of the whole. */
function ratios(part: MetricAnswer, whole: MetricAnswer): MetricAnswer["series"] {
  const key = (labels: Record<string, string>) => JSON.stringify(Object.entries(labels).sort());
  const parts = new Map(part.series.map(({ labels, values }) => [key(labels), values]));
  return whole.series.map(({ labels, values }) => {
    const above = parts.get(key(labels));
    return {
      labels,
      values: values.map((value, index) => (value === null || value === 0 ? null : (above?.[index] ?? 0) / value)),
    };
  });
}

export function ofUsage(series: readonly UsageSeries[], query: PanelQuery): Answered {
  const times = [...new Set(series.flatMap(({ points }) => points.map(([time]) => toMillis(time))))].sort((a, b) => a - b);
  const place = new Map(times.map((time, index) => [time, index]));
  const scale = query.scale ?? 1;
  return {
    times,
    series: series.map(({ labels, points }) => {
      const values: (number | null)[] = times.map(() => null);
      for (const [time, point] of points) {
        const value = (point as Record<string, number | null | undefined>)[query.measure ?? ""] ?? null;
        values[place.get(toMillis(time)) ?? 0] = value === null ? null : value * scale;
      }
      return { labels, values };
    }),
  };
}

export function ofRows(answer: SeriesAnswer, query: PanelQuery): Answered {
  const first = toMillis(answer.start);
  const scale = query.scale ?? 1;
  return {
    times: Array.from({ length: answer.steps }, (_, index) => first + index * answer.step_ms),
    series: answer.series.map(({ labels, values }) => ({
      labels,
      values: values.map((value) => (value === null ? null : value * scale)),
    })),
  };
}

/** Everything that the queries of a panel answered, over one row of times. */
export function together(answers: readonly (readonly [query: PanelQuery, answer: Answered])[]): PanelData {
  const times = [...new Set(answers.flatMap(([, { times: own }]) => own))].sort((a, b) => a - b);
  const place = new Map(times.map((time, index) => [time, index]));
  const series = answers.flatMap(([query, answer]) =>
    answer.series.map(({ labels, values }) => {
      const spread: (number | null)[] = times.map(() => (isCount(query) ? 0 : null));
      for (const [index, time] of answer.times.entries()) {
        const value = values[index] ?? null;
        if (value !== null) spread[place.get(time) ?? 0] = value;
      }
      const failures = query.measure === "errors" && !query.group_by?.length;
      return { label: nameOf(query, labels, answers.length > 1), labels, values: spread, failures };
    }),
  );
  return { times, series };
}

/** The values of its labels; what it is called as well when other queries stand beside it. */
function nameOf(query: PanelQuery, labels: Record<string, string>, isOneOfSeveral: boolean): string {
  const values = Object.values(labels);
  const called = query.label ?? query.metric ?? (query.measure ?? "").replaceAll("_", " ");
  if (values.length === 0) return query.group_by?.length ? "unknown" : called;
  return [...(isOneOfSeveral ? [called] : []), ...values].join(" · ");
}

function largest(series: DataSeries): number {
  return series.values.reduce<number>((most, value) => Math.max(most, value ?? -Infinity), -Infinity);
}

function sum(series: DataSeries): number {
  return series.values.reduce<number>((total, value) => total + (value ?? 0), 0);
}

/** Lines with the largest values first, as many as can be told apart. */
export function drawnLines({ series }: PanelData): Series[] {
  return [...series]
    .filter(({ values }) => values.some((value) => value !== null))
    .sort((a, b) => largest(b) - largest(a))
    .slice(0, LINES)
    .map(({ label, values, failures }, index) => ({
      label,
      values,
      token: failures ? FAILURES : `--series-${(index % COLOURS) + 1}`,
    }));
}

/** Bars on each other: the largest have a colour each, the others share one. */
export function drawnBars({ series, times }: PanelData): Series[] {
  const ordered = [...series].filter((one) => sum(one) > 0).sort((a, b) => sum(b) - sum(a));
  const shown: Series[] = ordered.slice(0, COLOURS - 1).map(({ label, values, failures }, index) => ({
    label,
    values,
    token: failures ? FAILURES : `--series-${index + 1}`,
    bars: true,
  }));
  const rest = ordered.slice(COLOURS - 1);
  if (rest.length > 0) {
    const values = times.map((_, index) => rest.reduce((total, one) => total + (one.values[index] ?? 0), 0));
    shown.push({
      label: rest.length === 1 ? (rest[0]?.label ?? "") : `${rest.length} more`,
      values,
      token: `--series-${COLOURS}`,
      bars: true,
    });
  }
  return shown;
}

/** One row for each combination of labels, one value for each query. */
export interface TableRow {
  key: string;
  cells: string[];
  values: (number | null)[];
}

export function tableRows(queries: readonly PanelQuery[], answers: readonly PanelData[]): TableRow[] {
  const rows = new Map<string, TableRow>();
  const names = queries[0]?.group_by ?? [];
  for (const [index, answer] of answers.entries()) {
    for (const { labels, values } of answer.series) {
      const cells = queries[index]?.group_by?.map((name) => labels[name] ?? labels[name.replace(/^attr\./, "")] ?? "") ?? [];
      const key = JSON.stringify(cells);
      const row = rows.get(key) ?? { key, cells: names.map((_, at) => cells[at] ?? ""), values: queries.map(() => null) };
      row.values[index] = values.findLast((value) => value !== null) ?? null;
      rows.set(key, row);
    }
  }
  return [...rows.values()];
}
