// SPDX-License-Identifier: Apache-2.0
import { formatCount, formatDuration, plural } from "@/base/format";

/** "slowest is X": the row with the highest value, when there is one. */
export function most<Row>(rows: readonly Row[], valueOf: (row: Row) => number | null | undefined): Row | undefined {
  return rows.reduce<Row | undefined>(
    (best, row) => ((valueOf(row) ?? 0) > (best ? (valueOf(best) ?? 0) : 0) ? row : best),
    undefined,
  );
}

export function summary<Row extends { errors: number; p95_ms: number | null }>(
  rows: readonly Row[],
  word: string,
  nameOf: (row: Row) => string,
): string {
  const slowest = most(rows, (row) => row.p95_ms);
  const failing = most(rows, (row) => row.errors);
  const parts = [plural(rows.length, word)];
  if (slowest) parts.push(`slowest at p95 is ${nameOf(slowest)} (${formatDuration(slowest.p95_ms)})`);
  parts.push(failing ? `most failures in ${nameOf(failing)} (${formatCount(failing.errors)})` : "no failures");
  return parts.join(", ");
}

/** A trace lasts at least as long as a span in it, so this finds the traces behind a quantile. */
export const slowerThan = (ms: number) => ` duration_ms>=${Math.floor(ms)}`;
