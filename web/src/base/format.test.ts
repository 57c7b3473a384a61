// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { formatBytes, formatChange, formatCost, formatCount, formatDuration, formatPercent, plural } from "./format";

describe("formatDuration", () => {
  it.each([
    [0.0000005, "1 ns"],
    [0.0421, "42.1 µs"],
    [7.25, "7.25 ms"],
    [431.6, "432 ms"],
    [12_340, "12.3 s"],
    [125_000, "2 min 5 s"],
    [60_000, "1 min"],
    [7_260_000, "2 h 1 min"],
    [176_400_000, "2 d 1 h"],
    [-3, "−3 ms"],
  ])("%d ms is %s", (ms, text) => expect(formatDuration(ms)).toBe(text));

  it("says when it is unknown", () => expect(formatDuration(null)).toBe("—"));
});

describe("figures", () => {
  it("shortens large counts only", () => {
    expect(formatCount(9_999)).toBe("9,999");
    expect(formatCount(41_200)).toBe("41.2 k");
    expect(formatCount(1_500_000)).toBe("1.5 M");
  });

  it("never writes an unknown price as zero", () => {
    expect(formatCost(null)).toBe("—");
    expect(formatCost(0.00042)).toBe("$0.00042");
  });

  it("writes shares and changes", () => {
    expect(formatPercent(1, 2000)).toBe("<0.1 %");
    expect(formatPercent(1, 3)).toBe("33.3 %");
    expect(formatChange(112, 100)).toBe("+12 %");
    expect(formatChange(5, 0)).toBeNull();
  });

  it("writes sizes and plurals", () => {
    expect(formatBytes(2_400)).toBe("2.4 kB");
    expect(plural(1, "span")).toBe("1 span");
    expect(plural(2, "span")).toBe("2 spans");
  });
});
