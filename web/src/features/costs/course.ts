// SPDX-License-Identifier: Apache-2.0
import type { BudgetUse } from "@/api/budgets";
import { toMillis } from "@/base/time";

export const WIDTH = 96;
export const HEIGHT = 22;
const EDGE = 2;

/** Places in a small picture as wide as the period: the line ends where now is. */
export function courseOf(
  { period_begin, period_end, times }: BudgetUse,
  used: readonly number[],
  limit: number,
): { points: string; limit: number } {
  const begin = toMillis(period_begin);
  const length = toMillis(period_end) - begin;
  const top = Math.max(limit, ...used);
  const height = (amount: number) => HEIGHT - 1 - (amount / top) * (HEIGHT - 1 - EDGE);
  const points = times.map((time, index) => {
    const x = ((toMillis(time) - begin) / length) * WIDTH;
    return `${x.toFixed(1)},${height(used[index] ?? 0).toFixed(1)}`;
  });
  return { points: points.join(" "), limit: height(limit) };
}
