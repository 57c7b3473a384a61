// SPDX-License-Identifier: Apache-2.0
import { fromMillis, toMillis } from "@/base/time";
import { absoluteRange, resolveTime, stepFor, stepMillis, type TimeRange } from "@/base/timeRange";

/** The parts of a time range that the slider goes through, in milliseconds. */
export interface Moments {
  /** In the API's notation. */
  step: string;
  stepMs: number;
  starts: readonly number[];
}

const ABOUT = 60;
/** Calls between services are counted by the minute. */
const LEAST_STEP_MS = 60_000;

/** Parts begin at multiples of their length, so that one stays the same while "now" goes on. */
export function momentsOf(range: TimeRange, now: number): Moments {
  const wanted = stepFor(range, now, ABOUT);
  const step = stepMillis(wanted) < LEAST_STEP_MS ? "1m" : wanted;
  const stepMs = stepMillis(step);
  const to = resolveTime(range.to, now);
  const starts: number[] = [];
  for (let start = Math.floor(resolveTime(range.from, now) / stepMs) * stepMs; start < to; start += stepMs) starts.push(start);
  return { step, stepMs, starts };
}

/** Which of them the address names; -1 for none, and for one that is not in the range. */
export function momentIndex({ starts }: Moments, at: string): number {
  return at === "" ? -1 : starts.indexOf(toMillis(at));
}

export const momentName = (start: number) => fromMillis(start);

/** The range of one of them; the whole range without one. A range of the map includes the minute of its end. */
export function shownRange({ starts, stepMs }: Moments, index: number, range: TimeRange): TimeRange {
  const start = starts[index];
  return start === undefined ? range : absoluteRange(start, start + stepMs - 1000);
}
