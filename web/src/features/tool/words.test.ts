// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import type { ToolFigures } from "@/api/tools";
import { answer, partsOf } from "./words";

const tool: ToolFigures = {
  tool_name: "search",
  calls: 12,
  errors: 0,
  traces: 4,
  p50_ms: 1,
  p95_ms: 2,
  last_time: "2026-01-01T00:00:00Z",
  spark: [],
  offered_runs: 9,
  used_runs: 4,
  definition_total_tokens: 400,
  args_tokens: 100,
  result_tokens: 500,
  resend_tokens: 9000,
  total_tokens: 10_000,
  cost_usd: 3,
};

it("says what most of a tool's tokens were", () => {
  expect(answer(tool)).toBe("Called 12 times in 4 runs; 90 % of 10 k tokens were results sent again");
  expect(partsOf(tool).reduce((sum, { tokens }) => sum + tokens, 0)).toBe(tool.total_tokens);
});

it("says that a tool was offered for nothing", () => {
  const unused = { ...tool, calls: 0, used_runs: 0 };
  expect(answer(unused)).toBe("Offered in 9 runs and never used: its definition took 400 tokens and cost $3.00");
  expect(answer({ ...unused, cost_usd: null })).not.toContain("cost");
});

it("counts calls that no span shows", () => {
  const inferred = { ...tool, calls: 0, inferred_calls: 2, used_runs: 1, total_tokens: null };
  expect(answer(inferred)).toBe("Called 2 times in 1 run");
});

it("keeps to calls when tokens are not known", () => {
  expect(answer({ ...tool, total_tokens: null, used_runs: null, calls: 1 })).toBe("Called once in 4 runs");
});
