// SPDX-License-Identifier: Apache-2.0
/** Maps milliseconds of a trace to percent of the timeline's width. */
export interface TimeScale {
  fromMs: number;
  toMs: number;
  percent: (ms: number) => number;
}

export function timeScale(durationMs: number, view: readonly [number, number] | null): TimeScale {
  const [fromMs, toMs] = view ?? [0, Math.max(durationMs, 0.001)];
  const width = Math.max(toMs - fromMs, 1e-6);
  return { fromMs, toMs, percent: (ms) => (100 * (ms - fromMs)) / width };
}

/** Round instants for about the wanted number of ticks: 1, 2 or 5 times a power of ten. */
export function ticks(scale: TimeScale, wanted: number): number[] {
  const rough = (scale.toMs - scale.fromMs) / Math.max(1, wanted);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough) ?? rough;
  const found: number[] = [];
  for (let index = Math.ceil(scale.fromMs / step); index * step <= scale.toMs; index++) found.push(index * step);
  return found;
}
