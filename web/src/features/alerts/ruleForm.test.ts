// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { withMeasure } from "./ruleForm";
import { EMPTY_RULE } from "./words";

describe("withMeasure", () => {
  it("begins a rule over budgets at four fifths", () => {
    expect(withMeasure(EMPTY_RULE, "budgets", "budget_use").condition).toEqual({
      kind: "threshold",
      direction: "above",
      value: 0.8,
    });
  });

  it("does not keep a share of a budget as a limit of anything else", () => {
    const budgets = withMeasure(EMPTY_RULE, "budgets", "budget_use");
    expect(withMeasure(budgets, "calls", "errors").condition).toEqual({ kind: "threshold", direction: "above", value: 0 });
  });

  it("keeps what fits and was chosen", () => {
    const rule = { ...EMPTY_RULE, condition: { kind: "threshold", direction: "above", value: 7 } as const };
    expect(withMeasure(rule, "calls", "errors").condition.value).toBe(7);
  });
});
