// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import type { LedgerEntry } from "@/api/ledger";
import { foldSmall, ownersOf } from "./owners";

function entry(category: string, tokens: number, over: Partial<LedgerEntry> = {}): LedgerEntry {
  return { side: category.startsWith("out_") ? "output" : "input", category, tokens, cost_usd: tokens / 1000, ...over };
}

const search = { server: "docs", tool: "search" };
const entries = [
  entry("tooldef", 50, search),
  entry("result_first", 30, search),
  entry("result_resend", 300, search),
  entry("out_toolargs", 5, search),
  entry("hist_toolargs", 10, { ...search, cost_usd: null }),
  entry("tooldef", 20, { server: null, tool: "run_sql" }),
  entry("system", 200),
  entry("out_final", 40, { agent: "a" }),
  entry("out_final", 60, { agent: "b" }),
];

it("loads everything onto the tool it belongs to, and the rest onto the prompt", () => {
  const owners = ownersOf(entries, "tokens");
  expect(owners.map(({ title, value }) => [title, value])).toEqual([
    ["docs", 395],
    ["Prompt and answers", 300],
    ["No server", 20],
  ]);
  expect(owners[0]?.members[0]?.parts).toEqual([
    { category: "tooldef", value: 50 },
    { category: "result_first", value: 30 },
    { category: "result_resend", value: 300 },
    { category: "out_toolargs", value: 15 },
  ]);
  expect(owners[1]?.members.map(({ title, value }) => [title, value])).toEqual([
    ["System prompt", 200],
    ["Answer", 100],
  ]);
});

it("keeps the whole: nothing is counted twice and nothing is lost", () => {
  const sum = ownersOf(entries, "tokens").reduce((total, { value }) => total + value, 0);
  expect(sum).toBe(entries.reduce((total, { tokens }) => total + tokens, 0));
});

it("leaves out what has no price when money is asked for", () => {
  expect(ownersOf(entries, "cost")[0]?.members[0]?.value).toBeCloseTo(0.385);
});

it("folds tools that are too small to be seen", () => {
  const many = Array.from({ length: 50 }, (_, index) =>
    entry("tooldef", index === 0 ? 500 : 2, { server: "git", tool: `t${index}` }),
  );
  const [owner] = ownersOf(many, "tokens");
  const members = owner ? foldSmall(owner, 5) : [];
  expect(members.map(({ title, value }) => [title, value])).toEqual([
    ["t0", 500],
    ["49 more tools", 98],
  ]);
});
