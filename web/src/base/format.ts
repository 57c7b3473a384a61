// SPDX-License-Identifier: Apache-2.0
export const NONE = "—";

function trim(value: number, digits: number): string {
  return value.toFixed(digits).replace(/\.?0+$/, "");
}

function significant(value: number): string {
  if (value >= 100) return value.toFixed(0);
  return trim(value, value >= 10 ? 1 : 2);
}

export function formatDuration(ms: number | null | undefined): string {
  if (ms === null || ms === undefined || Number.isNaN(ms)) return NONE;
  const size = Math.abs(ms);
  const sign = ms < 0 ? "−" : "";
  if (size === 0) return "0 ms";
  if (size < 0.001) return `${sign}${(size * 1e6).toFixed(0)} ns`;
  if (size < 1) return `${sign}${significant(size * 1000)} µs`;
  if (size < 1000) return `${sign}${significant(size)} ms`;
  if (size < 60_000) return `${sign}${significant(size / 1000)} s`;
  const seconds = Math.floor(size / 1000);
  if (seconds < 3600) return sign + twoUnits(seconds, 60, "min", "s");
  if (seconds < 2 * 86_400) return sign + twoUnits(Math.floor(seconds / 60), 60, "h", "min");
  return sign + twoUnits(Math.floor(seconds / 3600), 24, "d", "h");
}

function twoUnits(value: number, size: number, large: string, small: string): string {
  const rest = value % size;
  return `${Math.floor(value / size)} ${large}${rest > 0 ? ` ${rest} ${small}` : ""}`;
}

/** Counts up to 9,999 in full; above, three digits and a unit. */
export function formatCount(value: number | null | undefined): string {
  if (value === null || value === undefined || Number.isNaN(value)) return NONE;
  const size = Math.abs(value);
  if (size < 10_000) return Number.isInteger(value) ? value.toLocaleString("en-US") : trim(value, 1);
  if (size < 1e6) return `${significant(value / 1e3)} k`;
  if (size < 1e9) return `${significant(value / 1e6)} M`;
  return `${significant(value / 1e9)} G`;
}

export function formatBytes(bytes: number | null | undefined): string {
  if (bytes === null || bytes === undefined) return NONE;
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1e6) return `${significant(bytes / 1e3)} kB`;
  if (bytes < 1e9) return `${significant(bytes / 1e6)} MB`;
  return `${significant(bytes / 1e9)} GB`;
}

export function formatCost(usd: number | null | undefined): string {
  if (usd === null || usd === undefined) return NONE;
  if (usd === 0) return "$0";
  return usd < 0.01 ? `$${usd.toPrecision(2)}` : `$${usd.toFixed(2)}`;
}

export function formatPercent(part: number, whole: number): string {
  if (whole === 0) return NONE;
  const percent = (100 * part) / whole;
  if (percent > 0 && percent < 0.1) return "<0.1 %";
  return `${trim(percent, 1)} %`;
}

/** Change against an earlier figure, e.g. "+12 %"; null when there is nothing to compare with. */
export function formatChange(now: number, before: number): string | null {
  if (before === 0) return null;
  const percent = (100 * (now - before)) / before;
  if (Math.abs(percent) < 0.5) return "±0 %";
  const sign = percent > 0 ? "+" : "−";
  return `${sign}${Math.abs(percent) >= 1000 ? ">999" : Math.abs(percent).toFixed(0)} %`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

export function shortId(id: string): string {
  return id.length > 12 ? `${id.slice(0, 8)}…` : id;
}
