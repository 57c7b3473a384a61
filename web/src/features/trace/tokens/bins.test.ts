// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import type { LedgerCall } from "@/api/ledger";
import { axisSteps, binCalls, binTitle, stackOrder, sumKnown } from "./bins";

function call(index: number, over: Partial<LedgerCall> = {}): LedgerCall {
  return {
    span_id: `s${index}`,
    index,
    input_tokens: 100 + index,
    context_window: 1000,
    by_category: { out_final: 10, tooldef: 60, result_resend: 40 + index },
    ...over,
  };
}

const calls = (count: number) => Array.from({ length: count }, (_, index) => call(index));

it("gives each call a bar as long as there is room", () => {
  const bins = binCalls(calls(12), 120);
  expect(bins).toHaveLength(12);
  expect(bins[3]).toMatchObject({ spanId: "s3", tokens: 113, occupancy: 0.103 });
  expect(bins[3]?.parts.map(({ category }) => category)).toEqual(["tooldef", "result_resend", "out_final"]);
});

it("shares bars between neighbours when there are too many, without losing a token", () => {
  const all = calls(5000);
  const bins = binCalls(all, 120);
  expect(bins.length).toBeLessThanOrEqual(120);
  const drawn = bins.reduce((sum, bin) => sum + bin.tokens * bin.calls.length, 0);
  expect(drawn).toBeCloseTo(5000 * 110 + (4999 * 5000) / 2, 3);
  expect(bins[0]).toMatchObject({ spanId: "s41", occupancy: 0.141 });
});

it("says nothing of a window that is not known", () => {
  expect(binCalls([call(0, { context_window: null })], 120)[0]?.occupancy).toBeNull();
  expect(sumKnown([call(0, { cost_usd: null })], (one) => one.cost_usd)).toBeNull();
  expect(sumKnown([call(0, { cost_usd: 2 }), call(1)], (one) => one.cost_usd)).toBe(2);
});

it("puts what it does not know on top of the stack", () => {
  expect(stackOrder(["telepathy", "out_final", "system", "tooldef"])).toEqual(["tooldef", "system", "out_final", "telepathy"]);
});

it("names bars by their calls and draws round steps", () => {
  const [single] = binCalls([call(0)], 120);
  const [shared] = binCalls(calls(4), 1);
  expect(single && binTitle(single, 2, 12)).toBe("Call 3 of 12");
  expect(shared && binTitle(shared, 40, 5000)).toBe("Calls 41–44 of 5000, mean");
  expect(axisSteps(128_000, 4)).toEqual([0, 50_000, 100_000, 150_000]);
  expect(axisSteps(0, 4)).toEqual([0, 1]);
});
