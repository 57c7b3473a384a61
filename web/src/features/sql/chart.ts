// SPDX-License-Identifier: Apache-2.0
import type { SqlResult } from "@/api/admin";
import { toMillis } from "@/base/time";

export interface ResultChart {
  times: number[];
  values: { name: string; values: (number | null)[] }[];
}

const NUMERIC = /^(Nullable\()?(U?Int|Float|Decimal)/;
const TIMELIKE = /^(Nullable\()?Date/;
const MOST_SERIES = 5;

/** ClickHouse writes "2026-11-24 18:30:00.123" in UTC. */
function millisOf(value: unknown): number {
  const text = String(value);
  const millis = toMillis(text);
  if (!Number.isNaN(millis)) return millis;
  return Date.parse(`${text.replace(" ", "T").slice(0, 23)}${text.length > 10 ? "Z" : ""}`);
}

/** A result with one time column and numbers can be drawn; 64-bit numbers may arrive as text. */
export function chartOf(result: SqlResult): ResultChart | null {
  const time = result.columns.find((column) => TIMELIKE.test(column.type));
  const numbers = result.columns.filter((column) => NUMERIC.test(column.type)).slice(0, MOST_SERIES);
  if (!time || numbers.length === 0 || result.rows.length < 2) return null;
  const rows = result.rows
    .map((row) => ({ row, at: millisOf(row[time.name]) }))
    .filter(({ at }) => !Number.isNaN(at))
    .sort((a, b) => a.at - b.at);
  return {
    times: rows.map(({ at }) => at),
    values: numbers.map(({ name }) => ({ name, values: rows.map(({ row }) => (row[name] == null ? null : Number(row[name]))) })),
  };
}
