// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { momentIndex, momentName, momentsOf, shownRange } from "./moments";

const NOON = Date.parse("2026-11-24T12:00:30Z");
const HOUR = { from: "now-1h", to: "now" };

it("cuts a range at whole steps, so that a moment stays while time goes on", () => {
  const moments = momentsOf(HOUR, NOON);
  expect(moments.step).toBe("1m");
  expect(moments.starts).toHaveLength(61);
  const chosen = momentName(moments.starts[30] ?? 0);
  expect(momentIndex(momentsOf(HOUR, NOON + 61_000), chosen)).toBe(29);
});

it("never cuts finer than minutes", () => {
  expect(momentsOf({ from: "now-5m", to: "now" }, NOON).step).toBe("1m");
});

it("shows one part and not the minute after it, and the whole range without one", () => {
  const moments = momentsOf(HOUR, NOON);
  expect(shownRange(moments, 0, HOUR)).toEqual({ from: "2026-11-24T11:00:00.000Z", to: "2026-11-24T11:00:59.000Z" });
  expect(shownRange(moments, momentIndex(moments, "2020-01-01T00:00:00Z"), HOUR)).toBe(HOUR);
});
