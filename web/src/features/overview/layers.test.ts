// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { rateWords } from "./layers";

it.each([
  [3600, 3_600_000, "1/s"],
  [120, 3_600_000, "2/min"],
  [20_000, 60_000, "333/s"],
  [5, 3_600_000, "5/h"],
  [1, 86_400_000 * 7, "0.1/day"],
])("%i calls in %i ms are %s", (calls, ms, words) => {
  expect(rateWords(calls, ms)).toBe(words);
});
