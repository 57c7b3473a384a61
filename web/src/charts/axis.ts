// SPDX-License-Identifier: Apache-2.0
/** Round steps from 0 to the first that is not below `most`: 1, 2 or 5 times a power of ten apart, about as many as wanted. */
export function axisSteps(most: number, wanted: number): number[] {
  if (!(most > 0)) return [0, 1];
  const rough = most / Math.max(1, wanted);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough) ?? rough;
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, index) => index * step);
}
