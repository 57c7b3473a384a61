// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import type { Cause, CauseTotals } from "@/api/latency";
import { answer, causeWords, seenWords } from "./words";

const cause = (verdict: string, lost: number, over: Partial<Cause> = {}): Cause => ({
  verdict,
  provider: "vllm",
  model: "llama-8b",
  endpoint: "gpu-1:8000",
  service: "shop",
  calls: 25,
  lost_ms: lost,
  mean_ms: lost / 25,
  p95_ms: 9000,
  seen: 25,
  worst: [],
  ...over,
});
const totals = (over: Partial<CauseTotals> = {}): CauseTotals => ({
  calls: 100,
  judged: 100,
  slow: 30,
  lost_ms: 100_000,
  p50_ms: 1000,
  p95_ms: 6000,
  ttft_p95_ms: 900,
  ...over,
});

it("says what the calls of a cause did", () => {
  expect(causeWords(cause("queue", 1))).toBe("25 calls of llama-8b at gpu-1:8000 from shop waited at the model server");
  expect(causeWords(cause("retry", 1, { model: null, endpoint: null, service: null, calls: 1 }))).toBe(
    "1 call came after attempts that failed",
  );
  expect(seenWords({ seen: 0, calls: 4 })).toBe("estimated");
  expect(seenWords({ seen: 1, calls: 4 })).toBe("25 % measured");
});

it("answers why p95 was bad, causes of one kind taken together", () => {
  const causes = [cause("longer_output", 40_000), cause("queue", 35_000), cause("queue", 25_000, { model: "other" })];
  expect(answer({ totals: totals(), causes, runs: [] })).toBe(
    "p95 was 6 s: 1 min 40 s lost by 30 of 100 calls, 60 % of it because they waited at the model server",
  );
});

it("says so when nothing is wrong, known or there", () => {
  expect(answer({ totals: totals({ slow: 0 }), causes: [], runs: [] })).toContain("as usual");
  expect(answer({ totals: totals({ judged: 0 }), causes: [], runs: [] })).toContain("not known yet");
  expect(answer({ totals: totals({ calls: 0 }), causes: [], runs: [] })).toContain("No model was called");
});
