// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { conditionsOf, EMPTY_RULE, figure, MEASURES, GROUPS, READY_RULES, terms } from "./words";

describe("an alert rule in words", () => {
  it("says what is watched and when it is bad", () => {
    expect(terms(EMPTY_RULE)).toBe("error rate of model calls in 5 min above 5 % for 2 min");
    const change = READY_RULES[2]?.rule ?? EMPTY_RULE;
    expect(terms(change)).toBe("cost of model calls by service in 60 min up by 100 % against last week for 10 min");
    const slo = { ...EMPTY_RULE, for_minutes: 0, condition: { kind: "slo" as const, objective: 0.999, days: 30 } };
    expect(terms(slo)).toBe("error rate of model calls in 5 min against 99.9 % over 30 days");
  });

  it("gives figures their unit, which the condition may change", () => {
    expect(figure(EMPTY_RULE, 0.125)).toBe("12.5 %");
    expect(figure({ ...EMPTY_RULE, condition: { kind: "slo" } }, 14.4)).toBe("14.4×");
    expect(figure(EMPTY_RULE, null)).toBe("—");
  });

  it("offers an objective only for shares of bad ones", () => {
    const kinds = (measure: string) => conditionsOf({ source: "calls", measure }).map(({ id }) => id);
    expect(kinds("error_rate")).toContain("slo");
    expect(kinds("tokens")).not.toContain("slo");
  });

  it("has ready rules that are possible", () => {
    for (const { rule } of READY_RULES) {
      expect(MEASURES[rule.source]).toContain(rule.measure);
      expect(GROUPS[rule.source]).toContain(rule.group_by);
      expect(conditionsOf(rule).map(({ id }) => id)).toContain(rule.condition.kind);
    }
  });
});
