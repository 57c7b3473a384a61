// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { readCompareUrl, setsOf } from "./comparison";

const RANGE = { from: "2026-11-27T10:00:00Z", to: "2026-11-27T11:00:00Z" };
const sets = (text: string) => setsOf(readCompareUrl(new URLSearchParams(text)), RANGE, 0);

describe("the sets of a comparison", () => {
  it("compares with all others, within what both are of", () => {
    const { a, b } = sets("q=has:error&scope=service:shop");
    expect(a.q).toBe("service:shop has:error");
    expect(b.q).toBe("service:shop -has:error");
    expect([a.title, b.title]).toEqual(["failed traces", "the others"]);
  });

  it("compares with the period before", () => {
    const { a, b, isComparable } = sets("period=before");
    expect([a.q, b.q, isComparable]).toEqual(["", "", true]);
    expect(b.range.from).toContain("2026-11-27T09:00:00");
    expect([a.title, b.title]).toEqual(["this period", "the period before"]);
  });

  it("names models that are compared", () => {
    const { a, b } = sets("q=model:x&other=model:y");
    expect([a.title, b.title]).toEqual(["traces of x", "traces of y"]);
  });

  it("compares a part of a chart with the rest of it", () => {
    const { a, b } = sets("other_from=2026-11-27T08:00:00Z&other_to=2026-11-27T12:00:00Z");
    expect([a.title, b.title]).toEqual(["the chosen part", "the rest"]);
  });

  it("compares what is bad now with everything else, as an alert asks", () => {
    const whole = "other_from=2026-11-26T10:00:00Z&other_to=2026-11-27T11:00:00Z";
    const { a, b } = sets(`q=has:error&other=-has:error&scope=service:shop&${whole}`);
    expect([a.title, b.title]).toEqual(["failed traces", "the others"]);
    expect(b.q).toBe("service:shop -has:error");
  });

  it("does not compare everything with itself", () => {
    expect(sets("").isComparable).toBe(false);
    expect(sets("q=a&other=a").isComparable).toBe(false);
  });
});
