// SPDX-License-Identifier: Apache-2.0
// Nanosecond instants travel as RFC 3339 text and are compared as bigint: a number loses digits after 2^53 ns.

const PATTERN = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(Z|[+-]\d{2}:\d{2})$/;

export type Zone = "local" | "utc";

export function parseNanos(text: string): bigint | null {
  const match = PATTERN.exec(text);
  if (!match) return null;
  const whole = text.replace(/\.\d+/, "");
  const millis = Date.parse(whole);
  if (Number.isNaN(millis)) return null;
  const fraction = (match[7] ?? "").padEnd(9, "0");
  return BigInt(millis) * 1_000_000n + BigInt(fraction);
}

export function formatNanos(nanos: bigint): string {
  const second = nanos / 1_000_000_000n;
  const rest = nanos % 1_000_000_000n;
  const [floor, fraction] = rest < 0n ? [second - 1n, rest + 1_000_000_000n] : [second, rest];
  const date = new Date(Number(floor) * 1000).toISOString().slice(0, 19);
  return `${date}.${fraction.toString().padStart(9, "0")}Z`;
}

/** Milliseconds of b after a, exact to the nanosecond for spans of hours. */
export function millisBetween(a: bigint, b: bigint): number {
  const difference = b - a;
  return Number(difference / 1_000_000n) + Number(difference % 1_000_000n) / 1e6;
}

/** The instant as Unix milliseconds: for axes and clocks, where a millisecond is enough. */
export function toMillis(text: string): number {
  const nanos = parseNanos(text);
  return nanos === null ? Number.NaN : Number(nanos / 1_000_000n);
}

export function fromMillis(millis: number): string {
  return new Date(millis).toISOString();
}

function pad(value: number, width = 2): string {
  return value.toString().padStart(width, "0");
}

interface Parts {
  date: string;
  clock: string;
}

function partsOf(millis: number, zone: Zone): Parts {
  const d = new Date(millis);
  if (zone === "utc") return { date: d.toISOString().slice(0, 10), clock: d.toISOString().slice(11, 23) };
  return {
    date: `${d.getFullYear()}-${pad(d.getMonth() + 1)}-${pad(d.getDate())}`,
    clock: `${pad(d.getHours())}:${pad(d.getMinutes())}:${pad(d.getSeconds())}.${pad(d.getMilliseconds(), 3)}`,
  };
}

/** A time in a list: the clock alone when it is today. */
export function formatTime(text: string, zone: Zone, now: number): string {
  const millis = toMillis(text);
  if (Number.isNaN(millis)) return text;
  const { date, clock } = partsOf(millis, zone);
  if (date === partsOf(now, zone).date) return clock;
  return `${date.slice(5)} ${clock.slice(0, 8)}`;
}

export function formatDateTime(text: string, zone: Zone): string {
  const millis = toMillis(text);
  if (Number.isNaN(millis)) return text;
  const { date, clock } = partsOf(millis, zone);
  return `${date} ${clock}`;
}

const UNITS: readonly (readonly [string, number])[] = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["min", 60_000],
  ["s", 1000],
];

/** "3 min ago": how old, in the largest unit that fits. */
export function formatAge(text: string, now: number): string {
  const age = now - toMillis(text);
  if (Number.isNaN(age)) return text;
  for (const [unit, size] of UNITS) {
    if (age >= size) return `${Math.floor(age / size)} ${unit} ago`;
  }
  return age < -1000 ? "in the future" : "just now";
}
