// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { ticks, timeScale } from "./scale";

it("maps the shown part to percent", () => {
  const scale = timeScale(1000, [200, 400]);
  expect(scale.percent(300)).toBe(50);
  expect(timeScale(1000, null).percent(250)).toBe(25);
});

it("chooses round ticks", () => {
  expect(ticks(timeScale(1000, null), 5)).toEqual([0, 200, 400, 600, 800, 1000]);
  expect(ticks(timeScale(0, null), 5).length).toBeLessThan(20);
});
