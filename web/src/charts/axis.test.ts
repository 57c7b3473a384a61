// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { axisSteps } from "./axis";

it("reaches over the largest value in round steps", () => {
  expect(axisSteps(930, 5)).toEqual([0, 200, 400, 600, 800, 1000]);
  expect(axisSteps(1000, 5).at(-1)).toBe(1000);
  expect(axisSteps(7, 4)).toEqual([0, 2, 4, 6, 8]);
});

it("has an axis where there is nothing", () => {
  expect(axisSteps(0, 5)).toEqual([0, 1]);
  expect(axisSteps(Number.NaN, 5)).toEqual([0, 1]);
});
