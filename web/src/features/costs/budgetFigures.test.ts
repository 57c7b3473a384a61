// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import type { Budget, BudgetMember } from "@/api/budgets";
import { barPlaces, budgetTerms, stateWords, tracesHref, usedWords } from "./budgetFigures";

const budget: Budget = {
  id: "b",
  name: "Team",
  scope: { kind: "service", value: "*" },
  period: "day",
  unit: "usd",
  limit: 5,
  warn_at: 0.8,
  created_at: "2026-01-01T00:00:00Z",
  state: "ok",
  period_begin: "2026-01-02T00:00:00Z",
  period_end: "2026-01-03T00:00:00Z",
};
const member: BudgetMember = {
  member: "my shop",
  trace_id: "",
  state: "ok",
  used: 2,
  share: 0.4,
  forecast: 4,
  calls: 3,
  unknown_calls: 0,
  exceeded_at: null,
  traces: [],
};

it("says what a budget limits", () => {
  expect(budgetTerms(budget)).toBe("Each service, $5.00 a day");
  expect(budgetTerms({ ...budget, scope: { kind: "user", value: "ann" }, unit: "tokens", limit: 20_000, period: "run" })).toBe(
    "User ann, 20 k tokens a run",
  );
  expect(budgetTerms({ ...budget, scope: { kind: "project", value: "" } })).toContain("Whole project");
});

it("says how it stands, and what is not known", () => {
  expect(stateWords(budget, member)).toBe("Within the limit");
  expect(stateWords(budget, { ...member, forecast: 6 })).toBe("Will be exceeded at this rate");
  expect(stateWords(budget, { ...member, state: "exceeded", used: 7 })).toBe("Exceeded by $2.00");
  expect(stateWords(budget, { ...member, state: "unknown", unknown_calls: 1 })).toBe("Unknown: 1 call with no known price");
  expect(stateWords(budget, { ...member, state: "warning", forecast: null, unknown_calls: 2 })).toBe(
    "Nearly used up, 2 calls with no known price",
  );
  expect(usedWords(budget, member)).toBe("$2.00 of $5.00, 40 %; $4.00 by the end");
  expect(usedWords({ ...budget, unit: "tokens" }, member)).toBe("2 of 5 tokens, 40 %; 4 by the end");
  expect(usedWords(budget, { ...member, forecast: null })).toBe("$2.00 of $5.00, 40 %");
});

it("draws up to whatever is most", () => {
  expect(barPlaces(5, member)).toEqual({ used: 40, limit: 100, forecast: 80 });
  expect(barPlaces(5, { ...member, used: 10, forecast: 20 })).toEqual({ used: 50, limit: 25, forecast: 100 });
  expect(barPlaces(5, { ...member, forecast: null }).forecast).toBeNull();
});

it("opens the traces of the member in the period, or the run", () => {
  const search = new URL(tracesHref(budget, member), "http://clew").searchParams;
  expect(Object.fromEntries(search)).toEqual({
    q: 'service:"my shop"',
    sort: "-cost_usd",
    from: "2026-01-02T00:00:00Z",
    to: "2026-01-03T00:00:00Z",
  });
  expect(tracesHref({ ...budget, period: "run" }, { ...member, trace_id: "0af7" })).toBe("/traces/0af7");
  expect(tracesHref({ ...budget, scope: { kind: "project", value: "" } }, { ...member, member: "" })).toContain("llm_calls");
});
