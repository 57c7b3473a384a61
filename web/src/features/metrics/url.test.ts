// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { aggregationsOf, readUrl, suitableAggregation } from "./url";

it("reads the whole question from the address", () => {
  const url = readUrl(new URLSearchParams("metric=a.b&filter=service:x&agg=p95&group_by=service,attr.model&step=5m&q=tok"));
  expect(url).toEqual({
    metric: "a.b",
    filter: "service:x",
    agg: "p95",
    group_by: "service,attr.model",
    step: "5m",
    q: "tok",
  });
});

it("leaves out what cannot be asked", () => {
  const url = readUrl(new URLSearchParams("agg=median&step=soon"));
  expect(url.agg).toBe("");
  expect(url.step).toBe("");
});

it("reads each kind of metric in the way that suits it", () => {
  expect(suitableAggregation({ type: "sum", monotonic: true })).toBe("rate");
  expect(suitableAggregation({ type: "sum", monotonic: false })).toBe("avg");
  expect(suitableAggregation({ type: "exponential_histogram", monotonic: false })).toBe("p95");
  expect(suitableAggregation({ type: "gauge", monotonic: false })).toBe("avg");
});

it("offers only what the server answers", () => {
  expect(aggregationsOf({ type: "gauge", monotonic: false })).not.toContain("rate");
  expect(aggregationsOf({ type: "sum", monotonic: true })).not.toContain("p95");
  expect(aggregationsOf({ type: "histogram", monotonic: false })).not.toContain("last");
});
