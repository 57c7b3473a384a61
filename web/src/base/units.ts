// SPDX-License-Identifier: Apache-2.0
import { formatBytes, formatCost, formatCount, formatDuration, NONE } from "./format";

/** Units of panels, with their words for people. */
export const UNITS: readonly (readonly [id: string, title: string])[] = [
  ["", "number"],
  ["count", "count"],
  ["per_second", "per second"],
  ["ms", "milliseconds"],
  ["s", "seconds"],
  ["ratio", "share, 0 to 1"],
  ["percent", "percent, 0 to 100"],
  ["bytes", "bytes"],
  ["bytes_per_second", "bytes per second"],
  ["tokens", "tokens"],
  ["tokens_per_second", "tokens per second"],
  ["usd", "US dollars"],
  ["celsius", "degrees Celsius"],
  ["watts", "watts"],
];

const NUMBER = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });

function plain(value: number): string {
  return Math.abs(value) >= 1000 ? formatCount(Math.round(value)) : NUMBER.format(value);
}

export function formatInUnit(value: number | null | undefined, unit: string): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return NONE;
  switch (unit) {
    case "ms":
      return formatDuration(value);
    case "s":
      return formatDuration(value * 1000);
    case "ratio":
      return `${NUMBER.format(value * 100)} %`;
    case "percent":
      return `${NUMBER.format(value)} %`;
    case "bytes":
      return formatBytes(Math.round(value));
    case "bytes_per_second":
      return `${formatBytes(Math.round(value))}/s`;
    case "per_second":
    case "tokens_per_second":
      return `${plain(value)}/s`;
    case "usd":
      return formatCost(value);
    case "celsius":
      return `${plain(value)} °C`;
    case "watts":
      return `${plain(value)} W`;
    default:
      return plain(value);
  }
}
