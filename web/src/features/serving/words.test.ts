// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import type { ModelServer } from "@/api/serving";
import { answer, gpuWords, limitWords, millionWords, problems, sharedWords, slowCalls, worstFirst } from "./words";

const CALM: ModelServer = {
  id: "gpu-1:8000",
  service: "vllm",
  engine: "vLLM",
  models: ["llama-8b"],
  hosts: ["gpu-1"],
  running: 2,
  running_max: 4,
  waiting: 0,
  waiting_max: 0,
  waiting_now: 0,
  kv_usage: 0.2,
  kv_usage_max: 0.4,
  cache_hit_rate: 0.5,
  preemptions: 0,
  prompt_tokens_per_s: 100,
  output_tokens_per_s: 50,
  queue_time_ms: 1,
  prefill_time_ms: 100,
  decode_time_ms: 900,
  ttft_ms: 120,
  token_time_ms: 20,
  e2e_time_ms: 1000,
  gpus: 1,
  own_gpus: 1,
  gpus_shared_with: [],
  output_tokens_per_s_per_gpu: 50,
  usd_per_million_tokens: 1.2,
  calls: 100,
  timed_calls: 100,
  q: "endpoint:gpu-1:8000",
  goodput: [{ class: "chat", share: 0.99 }],
  verdicts: { normal: 99, queue: 1 },
};
const ILL: ModelServer = {
  ...CALM,
  id: "gpu-2:8000",
  waiting: 4,
  waiting_max: 9,
  queue_time_ms: 500,
  kv_usage_max: 0.96,
  goodput: [
    { class: "chat", share: 0.34 },
    { class: "background", share: 0.95 },
  ],
  verdicts: { normal: 20, queue: 60, slow_decode: 20 },
};

describe("model servers in words", () => {
  it("names the one that hurts and why", () => {
    expect(answer([CALM, ILL])).toBe(
      "gpu-2:8000 hurts most: up to 9 requests waited, 500 ms on average, its KV cache was 96 % full",
    );
    expect(worstFirst([CALM, ILL])[0]).toBe(ILL);
    expect(problems(ILL).at(-1)).toBe("only 34 % of its calls were good enough for chat");
  });

  it("says that all is well, and how far from full", () => {
    expect(answer([CALM])).toBe("gpu-1:8000 keeps up: nothing waited, KV caches were at most 40 % full");
    expect(answer([])).toBe("No model server is known yet");
  });

  it("does not call a server that sends nothing well", () => {
    const silent = { ...CALM, running: null, waiting: null, output_tokens_per_s: null, gpus: 0 };
    expect(answer([silent])).toBe("None of 1 model server sent metrics in this time range");
  });

  it("does not judge goodput by a few calls", () => {
    expect(problems({ ...CALM, timed_calls: 3, goodput: [{ class: "chat", share: 0 }] })).toEqual([]);
  });

  it("ranks why calls were slow", () => {
    expect(slowCalls(ILL).map(({ verdict }) => verdict)).toEqual(["queue", "slow_decode"]);
  });

  it("says what is missing for a price", () => {
    expect(millionWords({ ...CALM, usd_per_million_tokens: null }, false).note).toBe("no price of a GPU hour");
    expect(millionWords({ ...CALM, usd_per_million_tokens: null, gpus: 0 }, true).note).toBe("no GPU metrics");
  });

  it("says which figures are of shared GPUs", () => {
    expect(gpuWords(CALM)).toBe("1 GPU");
    expect(sharedWords(CALM)).toBe("");
    expect(millionWords(CALM, true).note).toBe("from GPU hours");
    const shared = { ...CALM, gpus: 4, own_gpus: 2.504, gpus_shared_with: ["gpu-1:8001"] };
    expect(gpuWords(shared)).toBe("2.5 of 4 GPUs, shared");
    expect(sharedWords(shared)).toMatch(/^2.5 of 4 GPUs, shared with gpu-1:8001: /);
    expect(sharedWords({ ...shared, gpus_shared_with: ["a", "b", "c", "d", "e"] })).toMatch(/ shared with a, b, c and 2 more: /);
    expect(gpuWords({ ...shared, own_gpus: null })).toBe("4 GPUs, shared");
    expect(millionWords(shared, true).note).toBe("from shared GPU hours");
  });

  it("reads limits, of which one may not matter", () => {
    expect(limitWords(1500, 60)).toBe("first token within 1.5 s, 60 ms a token");
    expect(limitWords(null, 200)).toBe("200 ms a token");
  });
});
