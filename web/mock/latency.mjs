// SPDX-License-Identifier: Apache-2.0
import { group, quantile } from "./figures.mjs";

/** Calls that a real server needs before it judges, a tenth of it here. */
const ENOUGH = 20;
const median = (values) => quantile(values, 0.5);

const modelled = (span) => span.ttft_ms ?? span.duration_ms;
const uncached = (span) => (span.input_tokens ?? 0) - (span.cache_read_tokens ?? 0);

/** The calls of a store by model, each with what is usual of it. */
export function fitsOf(spans) {
  const calls = spans.filter((span) => span.billable && span.input_tokens != null);
  return [...group(calls, (span) => span.request_model)].flatMap(([model, members]) => {
    if (members.length < ENOUGH) return [];
    const tokens = median(members.map(uncached));
    const first = median(members.map(modelled));
    const stream = members.some((span) => span.ttft_ms != null);
    const slope = tokens > 0 ? (0.6 * first) / tokens : 0;
    const residuals = members.map((span) => Math.abs(modelled(span) - 0.4 * first - slope * uncached(span)));
    return [
      {
        provider: members[0].provider ?? "",
        model,
        endpoint: "api.example",
        stream,
        fitted_at: new Date().toISOString(),
        calls: members.length,
        base_ms: 0.4 * first,
        per_token_ms: slope,
        per_attention_ms: 0,
        per_output_ms: 0,
        r2: 0.8,
        slack_ms: 0.1 * median(residuals),
        spread_ms: median(residuals),
        typical: {
          uncached_tokens: tokens,
          cached_tokens: 0,
          output_tokens: median(members.map((span) => span.output_tokens ?? 0)),
          output_tokens_p10: quantile(
            members.map((span) => span.output_tokens ?? 0),
            0.1,
          ),
          output_tokens_p90: quantile(
            members.map((span) => span.output_tokens ?? 0),
            0.9,
          ),
          e2e_ms: median(members.map((span) => span.duration_ms)),
          ttft_ms: stream ? first : null,
          tpot_ms: median(members.map((span) => span.tpot_ms).filter((value) => value != null)),
        },
        by_load: [
          { from_load: 1, calls: members.length, tpot_ms: members[0].tpot_ms ?? 20 },
          { from_load: 4, calls: 5, tpot_ms: 1.3 * (members[0].tpot_ms ?? 20) },
        ],
      },
    ];
  });
}

/** What the page of a trace shows of one call. */
export function judged(span, fit) {
  const more = fit ? span.duration_ms - fit.typical.e2e_ms : 0;
  const queue = fit ? Math.max(0, modelled(span) - fit.base_ms - fit.per_token_ms * uncached(span) - 2 * fit.spread_ms) : null;
  const isSlow = fit && more > 300 && more > 0.2 * fit.typical.e2e_ms;
  const verdict = !fit ? "unknown" : !isSlow ? "normal" : queue > 0.4 * more ? "queue" : "longer_output";
  return {
    span_id: span.span_id,
    provider: span.provider ?? null,
    model: span.request_model,
    endpoint: "api.example",
    service: span.service,
    agent: span.agent_name ?? null,
    start_time: span.start_time,
    tokens: {
      uncached: span.input_tokens == null ? null : uncached(span),
      cached: span.cache_read_tokens ?? null,
      output: span.output_tokens ?? null,
    },
    calls_under_way: 1,
    measured: { e2e_ms: span.duration_ms, ttft_ms: span.ttft_ms ?? null, tpot_ms: span.tpot_ms ?? null },
    expected: {
      e2e_ms: fit?.typical.e2e_ms ?? null,
      ttft_ms: fit?.typical.ttft_ms ?? null,
      tpot_ms: fit?.typical.tpot_ms ?? null,
    },
    parts: {
      network_ms: 0,
      queue_ms: span.ttft_ms == null ? null : queue,
      prefill_ms: span.ttft_ms == null || queue === null ? null : span.ttft_ms - queue,
      decode_ms: span.ttft_ms == null ? null : span.duration_ms - span.ttft_ms,
    },
    terms: fit && {
      network_ms: 0,
      queue_ms: queue,
      more_input_ms: 0,
      slow_prefill_ms: 0,
      longer_output_ms: more - queue,
      slow_decode_ms: 0,
      rest_ms: 0,
    },
    verdict,
    evidence: "estimated",
    detail: fit
      ? `${Math.round(span.duration_ms)} ms; calls of this model usually take ${Math.round(fit.typical.e2e_ms)} ms`
      : null,
  };
}
