// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import type { MetricAnswer } from "@/api/metrics";
import { drawnSeries, formatValue, linesOf, timesOf } from "./lines";

function answer(series: MetricAnswer["series"]): MetricAnswer {
  return {
    metric: "queue",
    start: "2026-11-24T12:00:00Z",
    step_ms: 60_000,
    steps: 3,
    series,
    matched_series: series.length,
    truncated: false,
    warnings: [],
  };
}

it("puts the largest series first and leaves gaps alone", () => {
  const lines = linesOf(
    answer([
      { labels: { gpu: "0" }, values: [1, null, 3] },
      { labels: { gpu: "1" }, values: [null, 9, null] },
    ]),
  );
  expect(lines.map(({ label, last, mean, max }) => [label, last, mean, max])).toEqual([
    ["1", 9, 9, 9],
    ["0", 3, 2, 3],
  ]);
});

it("names a series without labels after its metric", () => {
  expect(linesOf(answer([{ labels: {}, values: [null] }]))[0]?.label).toBe("queue");
});

it("draws only as many lines as can be told apart", () => {
  const many = Array.from({ length: 30 }, (_, index) => ({ labels: { id: `${index}` }, values: [index] }));
  const lines = linesOf(answer(many));
  expect(lines).toHaveLength(30);
  expect(drawnSeries(lines)).toHaveLength(10);
});

it("knows when each step begins", () => {
  expect(timesOf(answer([]))).toEqual([1_795_521_600_000, 1_795_521_660_000, 1_795_521_720_000]);
});

it("formats values in their unit", () => {
  expect(formatValue(0.25, "s", "p95")).toBe("250 ms");
  expect(formatValue(3, "s", "count")).toBe("3");
  expect(formatValue(12.5, "{token}", "rate")).toBe("12.5/s");
  expect(formatValue(null, "", "avg")).toBe("—");
  expect(formatValue(1_250_000, "", "last")).toBe("1.25M");
});
