// SPDX-License-Identifier: Apache-2.0
import type { CallLatency, CallTerms } from "@/api/latency";

const NOTHING: CallTerms = {
  network_ms: 0,
  queue_ms: 0,
  more_input_ms: 0,
  slow_prefill_ms: 0,
  longer_output_ms: 0,
  slow_decode_ms: 0,
  rest_ms: 0,
};

/** A call for tests, usual unless its terms say otherwise. */
export function call(id: string, terms: Partial<CallTerms> | null, over: Partial<CallLatency> = {}): CallLatency {
  const all = terms && { ...NOTHING, ...terms };
  const more = all ? Object.values(all).reduce((sum, ms) => sum + ms, 0) : 0;
  return {
    span_id: id,
    provider: "vllm",
    model: "llama-8b",
    endpoint: "gpu-1:8000",
    service: "shop",
    agent: null,
    start_time: "2026-01-01T00:00:00Z",
    tokens: { uncached: 500, cached: 0, output: 100 },
    calls_under_way: 1,
    measured: { e2e_ms: 1000 + more, ttft_ms: 300, tpot_ms: 7 },
    expected: all ? { e2e_ms: 1000, ttft_ms: 300, tpot_ms: 7 } : { e2e_ms: null, ttft_ms: null, tpot_ms: null },
    parts: { network_ms: 0, queue_ms: all ? 0 : null, prefill_ms: all ? 300 : null, decode_ms: 700 },
    terms: all,
    verdict: all ? "normal" : "unknown",
    evidence: "estimated",
    detail: null,
    ...over,
  };
}
