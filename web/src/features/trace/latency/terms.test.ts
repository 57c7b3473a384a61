// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { call } from "./fixtures";
import { cascade, partsTitle, segments } from "./terms";

it("leads from what is usual to what was measured, each term where the one before ended", () => {
  const steps = cascade(call("a", { queue_ms: 3000, longer_output_ms: -2000 }));
  expect(steps.map(({ title, kind, left, width }) => [title, kind, left, width])).toEqual([
    ["usual", "expected", 0, 25],
    ["queue", "more", 25, 75],
    ["longer output", "less", 50, 50],
    ["measured", "measured", 0, 50],
  ]);
});

it("stays inside the chart when a sum falls below zero on its way", () => {
  const steps = cascade(call("a", { queue_ms: -1500, rest_ms: 1000 }));
  for (const { left, width } of steps) {
    expect(left).toBeGreaterThanOrEqual(0);
    expect(left + width).toBeLessThanOrEqual(100.001);
  }
});

it("draws nothing while nothing is expected", () => {
  expect(cascade(call("a", null))).toEqual([]);
  expect(segments(call("a", null).parts, 1000)).toEqual([]);
});

it("puts the parts of a call one after the other, never beyond its end", () => {
  const parts = segments({ network_ms: 100, queue_ms: 400, prefill_ms: 300, decode_ms: 9000 }, 1000);
  expect(parts.map(({ field, left, width }) => [field, left, width])).toEqual([
    ["network_ms", 0, 10],
    ["queue_ms", 10, 40],
    ["prefill_ms", 50, 30],
    ["decode_ms", 80, 20],
  ]);
  expect(segments({ network_ms: -5, queue_ms: 0, prefill_ms: 300, decode_ms: null }, 1000)).toHaveLength(1);
  expect(segments({ network_ms: 1, queue_ms: 1, prefill_ms: 1, decode_ms: 1 }, 0)).toEqual([]);
});

it("names the parts and how they are known", () => {
  const parts = segments({ network_ms: 0, queue_ms: 400, prefill_ms: 100, decode_ms: 500 }, 1000);
  expect(partsTitle(parts, "joined")).toBe("Queue 400 ms, Prefill 100 ms, Decode 500 ms (joined)");
  expect(partsTitle([], "joined")).toBeUndefined();
});
