// SPDX-License-Identifier: Apache-2.0
import { toMillis } from "@/base/time";
import type { Series } from "./plotOptions";

const COLOURS = ["--series-1", "--series-2", "--series-3", "--series-4"];

/** What is known of one combination of labels at each time. */
interface Labelled<Point> {
  labels: Record<string, string>;
  points: readonly [time: string, point: Point][];
}

/** Values over time as bars on each other. The largest have a colour each, the others share one. `grid` are times that exist even where no call was made. */
export function stackedSeries<Point>(
  usage: readonly Labelled<Point>[],
  label: string,
  valueOf: (point: Point) => number,
  grid: readonly number[] = [],
): { times: number[]; series: Series[] } {
  const used = usage.flatMap(({ points }) => points.map(([time]) => toMillis(time)));
  const times = [...new Set([...grid, ...used])].sort((a, b) => a - b);
  const position = new Map(times.map((time, index) => [time, index]));
  const all = usage
    .map(({ labels, points }) => {
      const values = times.map(() => 0);
      for (const [time, point] of points) values[position.get(toMillis(time)) ?? 0] = valueOf(point);
      return { label: labels[label] ?? "unknown", values, total: values.reduce((sum, value) => sum + value, 0) };
    })
    .sort((a, b) => b.total - a.total);
  const shown: Series[] = all
    .slice(0, COLOURS.length)
    .map(({ label: name, values }, index) => ({ label: name, values, token: COLOURS[index] ?? "--series-5", bars: true }));
  const rest = all.slice(COLOURS.length);
  if (rest.length > 0) {
    const values = times.map((_, index) => rest.reduce((sum, one) => sum + (one.values[index] ?? 0), 0));
    shown.push({ label: `${rest.length} more`, token: "--series-5", values, bars: true });
  }
  return { times, series: shown };
}
