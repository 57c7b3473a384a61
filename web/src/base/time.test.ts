// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { formatAge, formatNanos, formatTime, fromMillis, millisBetween, parseNanos, toMillis } from "./time";

describe("nanosecond instants", () => {
  it("keeps every digit both ways", () => {
    const text = "2026-11-24T18:30:00.123456789Z";
    const nanos = parseNanos(text);
    expect(nanos).toBe(1795545000123456789n);
    expect(formatNanos(nanos ?? 0n)).toBe(text);
  });

  it("reads fewer digits and none", () => {
    expect(parseNanos("2026-11-24T18:30:00.5Z")).toBe(1795545000500000000n);
    expect(parseNanos("2026-11-24T18:30:00Z")).toBe(1795545000000000000n);
  });

  it("reads an offset", () => {
    expect(parseNanos("2026-11-24T19:30:00.000000001+01:00")).toBe(1795545000000000001n);
  });

  it("refuses what is not an instant", () => {
    expect(parseNanos("yesterday")).toBeNull();
    expect(toMillis("now-1h")).toBeNaN();
  });

  it("writes instants before 1970", () => {
    expect(formatNanos(-1n)).toBe("1969-12-31T23:59:59.999999999Z");
  });

  it("measures below a millisecond", () => {
    expect(millisBetween(1795545000123456789n, 1795545000124000000n)).toBeCloseTo(0.543211, 6);
    expect(millisBetween(2_000_000n, 500_000n)).toBeCloseTo(-1.5, 6);
  });
});

describe("times for people", () => {
  const now = Date.parse("2026-11-24T18:30:00Z");

  it("leaves out the date of today", () => {
    expect(formatTime("2026-11-24T08:01:02.345678901Z", "utc", now)).toBe("08:01:02.345");
    expect(formatTime("2026-11-20T08:01:02.345Z", "utc", now)).toBe("11-20 08:01:02");
  });

  it("says how long ago", () => {
    expect(formatAge(fromMillis(now - 200_000), now)).toBe("3 min ago");
    expect(formatAge(fromMillis(now - 300), now)).toBe("just now");
  });
});
