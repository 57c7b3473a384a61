// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import type { CallPoint, CostFit } from "@/api/latency";
import { beyond, driftWords, fitQuality, fitTitle, fitWords, lasting, lineOf } from "./words";

const fit: CostFit = {
  provider: "vllm",
  model: "llama-8b",
  endpoint: "gpu-1:8000",
  stream: true,
  fitted_at: "2026-01-01T00:00:00Z",
  calls: 400,
  base_ms: 60,
  per_token_ms: 0.05,
  per_attention_ms: 0,
  per_output_ms: 0,
  r2: 0.99,
  slack_ms: 5,
  spread_ms: 6,
  typical: {
    uncached_tokens: 4000,
    cached_tokens: 0,
    output_tokens: 100,
    output_tokens_p10: 40,
    output_tokens_p90: 200,
    e2e_ms: 2240,
    ttft_ms: 265,
    tpot_ms: 20,
  },
  by_load: [],
};
const point: CallPoint = {
  trace_id: "t",
  span_id: "s",
  start_ms: 0,
  e2e_ms: 3000,
  ttft_ms: 1165,
  tpot_ms: 20,
  modelled_ms: 1165,
  uncached_tokens: 2000,
  cached_tokens: 0,
  output_tokens: 100,
  calls_under_way: 1,
  verdict: "queue",
};

it("draws the fitted line, and says how far a call is from it", () => {
  expect(lineOf(fit)(2000)).toBeCloseTo(160);
  expect(lineOf({ ...fit, per_attention_ms: 1e-6 })(2000)).toBeCloseTo(162);
  expect(lineOf({ ...fit, stream: false, per_output_ms: 10 })(2000)).toBeCloseTo(160 + 990);
  expect(beyond(fit, point)).toBeCloseTo(1000);
});

it("says how long calls take", () => {
  expect(fitWords(fit)).toBe("First token after 60 ms and 50 ms for each 1,000 uncached tokens, then 20 ms for each token");
  expect(fitWords({ ...fit, stream: false, per_output_ms: 12 })).toContain("12 s for each 1,000 output tokens");
  expect(fitTitle(fit)).toBe("gpu-1:8000, streaming");
  expect(fitQuality(0.2)).toContain("hint");
});

it("says since when a place is slower", () => {
  const now = Date.parse("2026-01-01T20:00:00Z");
  const event = { since: "2026-01-01T14:05:00Z", until: null, by_ms: 420 };
  expect(driftWords(event, "utc", now)).toBe("slower by 420 ms since 14:05");
  expect(driftWords({ ...event, until: "2026-01-01T14:40:00Z", by_ms: -80 }, "utc", now)).toBe(
    "faster by 80 ms from 14:05 to 14:40",
  );
  expect(lasting([{ ...event, until: "2026-01-01T14:40:00Z" }, event])).toBe(event);
  expect(lasting([])).toBeUndefined();
});
