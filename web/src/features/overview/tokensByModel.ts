// SPDX-License-Identifier: Apache-2.0
import type { UsageSeries } from "@/api/types";
import { toMillis } from "@/base/time";
import type { Series } from "@/charts/plotOptions";

const MODEL_TOKENS = ["--series-1", "--series-2", "--series-3", "--series-4"];

/** The largest models have a colour each, the others share one. `grid` are times that exist even where no call was made. */
export function tokensByModel(
  usage: readonly UsageSeries[],
  grid: readonly number[] = [],
): { times: number[]; series: Series[] } {
  const used = usage.flatMap(({ points }) => points.map(([time]) => toMillis(time)));
  const times = [...new Set([...grid, ...used])].sort((a, b) => a - b);
  const position = new Map(times.map((time, index) => [time, index]));
  const models = usage
    .map(({ labels, points }) => {
      const values = times.map(() => 0);
      for (const [time, point] of points)
        values[position.get(toMillis(time)) ?? 0] = (point.input_tokens ?? 0) + (point.output_tokens ?? 0);
      return { label: labels.model ?? "unknown", values, total: values.reduce((sum, value) => sum + value, 0) };
    })
    .sort((a, b) => b.total - a.total);
  const shown: Series[] = models
    .slice(0, MODEL_TOKENS.length)
    .map(({ label, values }, index) => ({ label, values, token: MODEL_TOKENS[index] ?? "--series-5", bars: true }));
  const rest = models.slice(MODEL_TOKENS.length);
  if (rest.length > 0) {
    const values = times.map((_, index) => rest.reduce((sum, model) => sum + (model.values[index] ?? 0), 0));
    shown.push({ label: `${rest.length} more`, token: "--series-5", values, bars: true });
  }
  return { times, series: shown };
}
