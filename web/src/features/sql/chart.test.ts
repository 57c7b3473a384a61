// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { chartOf } from "./chart";

it("draws numbers over the time column, in order of time", () => {
  const chart = chartOf({
    truncated: false,
    columns: [
      { name: "hour", type: "DateTime" },
      { name: "n", type: "UInt64" },
      { name: "model", type: "String" },
    ],
    rows: [
      { hour: "2026-11-24 02:00:00", n: "5", model: "a" },
      { hour: "2026-11-24 01:00:00", n: null, model: "a" },
    ],
  });
  expect(chart).toEqual({
    times: [Date.UTC(2026, 10, 24, 1), Date.UTC(2026, 10, 24, 2)],
    values: [{ name: "n", values: [null, 5] }],
  });
});

it("draws nothing without a time", () => {
  expect(chartOf({ truncated: false, columns: [{ name: "n", type: "UInt8" }], rows: [{ n: 1 }, { n: 2 }] })).toBeNull();
});
