// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { stack } from "./plotOptions";

it("stacks bars and leaves lines alone", () => {
  const stacked = stack([
    { label: "ok", token: "--ok-bar", bars: true, values: [1, 2] },
    { label: "error", token: "--error-bar", bars: true, values: [3, null] },
    { label: "p95", token: "--series-1", values: [7, null] },
  ]);
  expect(stacked).toEqual([
    [1, 2],
    [4, 2],
    [7, null],
  ]);
});
