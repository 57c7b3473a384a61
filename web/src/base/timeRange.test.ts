// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { absoluteRange, previousRange, rangeFromSearch, resolveTime, stepFor, stepMillis, writeRange } from "./timeRange";

const NOW = Date.parse("2026-11-24T18:30:00Z");

it("resolves relative and absolute ends", () => {
  expect(resolveTime("now-15m", NOW)).toBe(NOW - 900_000);
  expect(resolveTime("2026-11-24T18:30:00Z", 0)).toBe(NOW);
  expect(resolveTime("soon", NOW)).toBeNaN();
});

it("falls back to a day when the address is broken", () => {
  expect(rangeFromSearch(new URLSearchParams("from=soon"))).toEqual({ from: "now-24h", to: "now" });
});

it("leaves the default out of the address", () => {
  const search = new URLSearchParams("from=now-1h&q=x");
  writeRange(search, { from: "now-24h", to: "now" });
  expect(search.toString()).toBe("q=x");
});

it("orders a range that was drawn backwards", () => {
  expect(absoluteRange(NOW, NOW - 1000)).toEqual({ from: "2026-11-24T18:29:59.000Z", to: "2026-11-24T18:30:00.000Z" });
});

it("compares with the period just before", () => {
  expect(previousRange({ from: "now-1h", to: "now" }, NOW)).toEqual({
    from: "2026-11-24T16:30:00.000Z",
    to: "2026-11-24T17:30:00.000Z",
  });
});

it("chooses a step for the number of points", () => {
  expect(stepFor({ from: "now-1h", to: "now" }, NOW, 60)).toBe("1m");
  expect(stepFor({ from: "now-24h", to: "now" }, NOW, 60)).toBe("30m");
});

it("knows how long a step is", () => {
  expect(stepMillis("30m")).toBe(1_800_000);
  expect(stepMillis("1d")).toBe(86_400_000);
});
