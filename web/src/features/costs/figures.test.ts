// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import type { UsageSeries } from "@/api/types";
import { costRows, costTotal, perMonth } from "./figures";

const usage: UsageSeries[] = [
  {
    labels: { model: "cheap" },
    points: [["2026-01-01T00:00:00Z", { calls: 9, errors: 0, cost_usd: 1, priced_calls: 9, priceable_calls: 9 }]],
  },
  {
    labels: { model: "dear" },
    points: [
      ["2026-01-01T00:00:00Z", { calls: 1, errors: 0, cost_usd: 2, cost_output_usd: 1.5, priced_calls: 1, priceable_calls: 1 }],
      ["2026-01-01T01:00:00Z", { calls: 1, errors: 0, cost_usd: 3, cost_output_usd: 2.5, priced_calls: 1, priceable_calls: 1 }],
    ],
  },
  {
    labels: {},
    points: [["2026-01-01T00:00:00Z", { calls: 4, errors: 0, cost_usd: null, priced_calls: 0, priceable_calls: 4 }]],
  },
];

it("lists the dearest first and what has no price last, unknown and not free", () => {
  expect(costRows(usage, "model").map(({ name, cost }) => [name, cost])).toEqual([
    ["dear", 5],
    ["cheap", 1],
    ["unknown", null],
  ]);
});

it("adds up everything, by part and with its coverage", () => {
  expect(costTotal(usage)).toMatchObject({ cost: 6, calls: 15, priced: 11, priceable: 15, parts: [0, 0, 0, 4, 0] });
  expect(costTotal(undefined)).toBeUndefined();
});

it("goes on for a month at the rate of the range", () => {
  expect(perMonth(2, 86_400_000)).toBe(60);
});
