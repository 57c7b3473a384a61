// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import type { CallLatency, RunLatency } from "@/api/latency";
import { call } from "./fixtures";
import { answer, change, missing, slowestFirst, worstCall } from "./words";

const run = (verdict: string, over: Partial<RunLatency["by_kind"]> = {}): RunLatency => ({
  verdict,
  e2e_ms: 14_200,
  by_kind: { model_ms: 13_000, tool_ms: 700, network_ms: 0, other_ms: 500, ...over },
  critical_path: [],
});
const says = (verdict: string, calls: CallLatency[], over = {}) => answer({ trace: run(verdict, over), calls });

const queued = call("q", { queue_ms: 11_800 }, { verdict: "queue" });
const usual = call("u", { queue_ms: 40 });

it("answers where the time went in one sentence", () => {
  expect(says("queue", [queued, usual])).toBe("14.2 s, of which 11.8 s waiting for the model server");
  expect(says("tool", [usual], { model_ms: 1000, tool_ms: 9000 })).toBe("14.2 s, of which 9 s in tools and only 1 s in models");
  expect(says("normal", [usual])).toBe("14.2 s, as usual: 13 s in 1 model call");
  expect(says("unknown", [call("x", null)])).toContain("what is usual is not known yet");
  expect(says("one_of_tomorrow", [usual])).toContain("14.2 s");
});

it("never claims more waiting than the models took, though calls waited at once", () => {
  const calls = [queued, call("r", { queue_ms: 9000 }, { verdict: "queue" })];
  expect(says("queue", calls)).toContain("of which 13 s waiting");
});

it("lists slow calls first, by what they lost; what is not judged comes last", () => {
  const slow = call("s", { longer_output_ms: 500 }, { verdict: "longer_output" });
  const large = call("l", { rest_ms: 900 });
  expect(slowestFirst([call("n", null), usual, large, slow, queued]).map((one) => one.span_id)).toEqual([
    "q",
    "s",
    "l",
    "u",
    "n",
  ]);
  expect(worstCall([usual, slow, queued])?.span_id).toBe("q");
  expect(worstCall([usual])).toBeNull();
});

it("says what is not known and how to switch it on", () => {
  expect(missing([usual])).toEqual([]);
  const silent = call("n", null, {
    tokens: { uncached: null, cached: null, output: null },
    measured: { e2e_ms: 5, ttft_ms: null, tpot_ms: null },
  });
  const notes = missing([usual, silent]);
  expect(notes).toHaveLength(2);
  expect(notes[0]).toContain("1 of 2 calls do not say when the first token came");
  expect(notes[1]).toContain("include_usage");
  expect(missing([call("w", null)])[0]).toContain("100 finished calls");
});

it("tells large changes as factors", () => {
  expect(change(4380, 304)).toBe("×14");
  expect(change(110, 100)).toBe("+10 %");
});
