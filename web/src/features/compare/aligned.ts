// SPDX-License-Identifier: Apache-2.0
import type { AlignedRow } from "@/api/compare";
import { formatCount, formatDuration, plural } from "@/base/format";

/** A row with the time that is its own: without what rows below it explain. */
export interface OwnRow extends AlignedRow {
  ownA: number;
  ownB: number;
}

/** Children may overlap or outlive their parent: own time is never less than none. */
export function withOwnTime(rows: readonly AlignedRow[]): OwnRow[] {
  const owned = rows.map((row) => ({ ...row, ownA: row.a?.ms ?? 0, ownB: row.b?.ms ?? 0 }));
  const path: OwnRow[] = [];
  for (const row of owned) {
    path.length = Math.min(path.length, row.depth);
    const parent = path.at(-1);
    if (parent) {
      parent.ownA = Math.max(0, parent.ownA - (row.a?.ms ?? 0));
      parent.ownB = Math.max(0, parent.ownB - (row.b?.ms ?? 0));
    }
    path[row.depth] = row;
  }
  return owned;
}

const SLIGHT = 0.02;

/** "The second took 1.2 s longer (4 s against 2.8 s), most of it in execute_tool search (4 instead of 1); 2 steps only it has" */
export function pairAnswer(rows: readonly OwnRow[], aMs: number, bMs: number): string {
  const difference = bMs - aMs;
  const even = Math.abs(difference) <= SLIGHT * Math.max(aMs, bMs);
  const whole = even
    ? `Both took about ${formatDuration(aMs)}`
    : `The second took ${formatDuration(Math.abs(difference))} ${difference > 0 ? "longer" : "less"} (${formatDuration(bMs)} against ${formatDuration(aMs)})`;
  const cause = even ? null : culprit(rows, Math.sign(difference));
  return [cause ? `${whole}, most of it in ${cause}` : whole, ...strangers(rows)].join("; ");
}

function culprit(rows: readonly OwnRow[], sign: number): string | null {
  let most: OwnRow | null = null;
  for (const row of rows) if (sign * (row.ownB - row.ownA) > (most ? sign * (most.ownB - most.ownA) : 0)) most = row;
  if (!most) return null;
  const [a, b] = [most.a?.spans ?? 0, most.b?.spans ?? 0];
  return a === b ? most.name : `${most.name} (${formatCount(b)} instead of ${formatCount(a)})`;
}

function strangers(rows: readonly OwnRow[]): string[] {
  const only = (which: "a" | "b") => rows.filter((row) => row[which === "a" ? "b" : "a"] === null).length;
  return [
    only("a") > 0 ? `${plural(only("a"), "step")} only the first has` : "",
    only("b") > 0 ? `${plural(only("b"), "step")} only the second has` : "",
  ].filter((part) => part !== "");
}

/** Rows that differ: on one side only, or in number, failures, or noticeably in time or tokens. */
export function differs({ a, b }: AlignedRow): boolean {
  if (!a || !b) return true;
  const far = (one: number, other: number) => Math.abs(one - other) > 0.1 * Math.max(one, other);
  return a.spans !== b.spans || a.errors !== b.errors || far(a.ms, b.ms) || far(a.tokens, b.tokens);
}
