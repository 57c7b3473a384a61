// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { pinHref, readPin } from "@/base/dashboard";
import { formatInUnit } from "@/base/units";
import { DURATION, TOKENS, TRACES } from "./pins";

describe("the charts of the overview", () => {
  it.each([TRACES, DURATION, TOKENS])("$title arrives at the dashboards as it is", (pin) => {
    const { searchParams } = new URL(pinHref(pin), "http://clew");
    expect(readPin(searchParams.get("pin") ?? "")).toEqual(pin);
  });

  it("count each trace in one of two bars, and measure whole traces", () => {
    expect(TRACES.queries?.map(({ source, measure, filter }) => [source, measure, filter])).toEqual([
      ["traces", "count", "-status:error"],
      ["traces", "errors", undefined],
    ]);
    expect(DURATION.queries?.map(({ source, measure, label }) => [source, measure, label])).toEqual([
      ["traces", "p99", "p99"],
      ["traces", "p95", "p95"],
      ["traces", "p50", "p50"],
    ]);
    expect(formatInUnit(1500, DURATION.unit ?? "")).toBe("1.5 s");
  });
});
