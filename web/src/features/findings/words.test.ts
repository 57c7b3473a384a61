// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import type { Issue } from "@/api/findings";
import { answer, changesFrom, ruleTitle, whereOf } from "./words";

const issue: Issue = {
  id: "BH-06:x",
  rule: "BH-06",
  name: "oversize_result",
  severity: "critical",
  status: "open",
  title: "search_docs returns 21 k tokens",
  agent: "ops",
  service: "web",
  server: "docs",
  tool: "search_docs",
  runs: 12,
  tokens: 90_000,
  cost_usd: 4.2,
  first_time: "2026-01-01T00:00:00Z",
  last_time: "2026-01-02T00:00:00Z",
};

it("says what the list says, by what it is ranked by", () => {
  const other: Issue = { ...issue, severity: "warning" };
  expect(answer([issue, other], "cost")).toBe("2 findings, 1 critical; the dearest took $4.20");
  expect(answer([other], "tokens")).toBe("1 finding; the largest took 90 k tokens");
  expect(answer([{ ...other, cost_usd: null }], "cost")).toBe("1 finding");
});

it("names where it happened", () => {
  expect(whereOf(issue)).toBe("ops · docs / search_docs");
  expect(whereOf({ ...issue, agent: null, tool: null })).toBe("web");
  expect(ruleTitle("oversize_result")).toBe("Oversize result");
});

it("offers the changes that make sense", () => {
  expect(changesFrom("open").map(({ status }) => status)).toEqual(["acknowledged", "fixed", "ignored"]);
  expect(changesFrom("acknowledged").map(({ status }) => status)).toEqual(["fixed", "ignored", "open"]);
  expect(changesFrom("ignored").map(({ status }) => status)).toEqual(["open"]);
});
