// SPDX-License-Identifier: Apache-2.0
import type { Sort } from "./DataTable";

/** Sorts by a field of the rows. Unknown values come last in either direction: they are not small, they are unknown. */
export function sortRows<Row extends object>(rows: readonly Row[], { id, descending }: Sort): Row[] {
  const valueOf = (row: Row): unknown => Object.entries(row).find(([name]) => name === id)?.[1];
  const sign = descending ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [left, right] = [valueOf(a), valueOf(b)];
    if (left == null || right == null) return left == null ? (right == null ? 0 : 1) : -1;
    if (typeof left === "number" && typeof right === "number") return sign * (left - right);
    return sign * String(left).localeCompare(String(right));
  });
}
