// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import type { UsageSeries } from "@/api/types";
import { findMovers } from "./movers";

const series = (model: string, calls: number, p95_ms: number, errors = 0): UsageSeries => ({
  labels: { model },
  points: [["2026-01-01T00:00:00Z", { calls, errors, p95_ms, input_tokens: calls * 100, output_tokens: 0 }]],
});

it("names the strongest change of each thing, strongest first", () => {
  const movers = findMovers([series("a", 100, 900), series("b", 400, 100)], [series("a", 100, 300), series("b", 80, 100)], 5);
  expect(movers.map(({ value, metric }) => [value, metric])).toEqual([
    ["b", "calls"],
    ["a", "p95_ms"],
  ]);
});

it("leaves out small things, new things and small changes", () => {
  expect(
    findMovers([series("a", 3, 900), series("new", 50, 1), series("c", 100, 105)], [series("a", 3, 1), series("c", 100, 100)], 5),
  ).toEqual([]);
});
