// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { readPin, withVariables } from "./dashboard";
import { formatInUnit } from "./units";

describe("variables in filters", () => {
  it("a chosen value is quoted where it must be", () => {
    expect(withVariables("layer:app service:$service", { service: "my shop" })).toBe('layer:app service:"my shop"');
    expect(withVariables('-attr.model_name:"$model"', { model: "qwen" })).toBe("-attr.model_name:qwen");
  });

  it("without a value the term is left out", () => {
    expect(withVariables("layer:app service:$service kind:server", {})).toBe("layer:app kind:server");
    expect(withVariables("service:$service", {})).toBe("");
  });
});

describe("what is pinned", () => {
  it("is read from the address when it fits", () => {
    const pin = { title: "Calls", kind: "bars", queries: [{ source: "usage", measure: "calls" }] };
    expect(readPin(JSON.stringify(pin))).toEqual(pin);
    for (const bad of [
      "",
      "{",
      "null",
      '{"title":1}',
      '{"title":"a","kind":"pie","queries":[]}',
      '{"title":"a","kind":"bars","queries":[1]}',
    ])
      expect(readPin(bad)).toBeNull();
  });
});

describe("units", () => {
  it.each([
    [0.25, "ratio", "25 %"],
    [1500, "ms", "1.5 s"],
    [2, "s", "2 s"],
    [1_500_000, "bytes", "1.5 MB"],
    [12.345, "per_second", "12.3/s"],
    [12_345, "count", "12.3 k"],
    [null, "usd", "—"],
    [61, "celsius", "61 °C"],
  ])("%s in %s is %s", (value, unit, text) => {
    expect(formatInUnit(value, unit)).toBe(text);
  });
});
