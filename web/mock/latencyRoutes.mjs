// SPDX-License-Identifier: Apache-2.0
import { group, quantile } from "./figures.mjs";
import { fitsOf, judged } from "./latency.mjs";
import { createQuestions } from "./question.mjs";

const sum = (items, valueOf) => items.reduce((total, item) => total + valueOf(item), 0);
const lostOf = ({ call }) => Math.max(0, call.measured.e2e_ms - call.expected.e2e_ms);
const isSlow = ({ call }) => call.verdict !== "normal" && call.verdict !== "unknown";

export function latencyRoutes(store) {
  const { spansIn } = createQuestions(store);
  const fits = () => fitsOf([...store.runs.values()].flatMap((run) => run.spans));
  const callsOf = (spans) => {
    const byModel = new Map(fits().map((fit) => [fit.model, fit]));
    return spans.filter((span) => span.billable).map((span) => ({ span, call: judged(span, byModel.get(span.request_model)) }));
  };
  const wanted = (search) => fits().find((fit) => fit.model === search.get("model"));
  return {
    "GET /traces/:id/latency": (_search, { id }) => {
      const run = store.runs.get(id);
      if (!run) return null;
      const calls = callsOf(run.spans).map(({ call }) => call);
      if (calls.length === 0) return { trace: null, calls };
      const e2e = run.summary.duration_ms;
      const model = Math.min(
        e2e,
        sum(calls, (call) => call.measured.e2e_ms),
      );
      const tool = Math.min(
        e2e - model,
        sum(
          run.spans.filter((span) => span.op_group === "tool"),
          (span) => span.duration_ms,
        ),
      );
      const path = run.spans.filter((span) => span.op_group === "model" || span.op_group === "tool").slice(0, 500);
      return {
        trace: {
          verdict: calls.find((call) => isSlow({ call }))?.verdict ?? "normal",
          e2e_ms: e2e,
          by_kind: { model_ms: model, tool_ms: tool, network_ms: 0, other_ms: e2e - model - tool },
          critical_path: path.map((span) => ({ span_id: span.span_id, ms: span.duration_ms })),
        },
        calls,
      };
    },
    "GET /traces/:id/spans/:span/server": () => {
      const points = (of) => Array.from({ length: 24 }, (_, index) => [Date.now() - (24 - index) * 1e4, of(index)]);
      return {
        server: {
          instance: "gpu-1:8000",
          engine: "vllm",
          matched_by: "host and port",
          measures: [
            {
              measure: "waiting",
              unit: "{request}",
              at_call: 12,
              points: points((index) => Math.max(0, 12 - Math.abs(index - 12))),
            },
            { measure: "kv_usage", unit: "1", at_call: 0.97, points: points((index) => 0.6 + 0.015 * index) },
          ],
        },
        gpus: [
          {
            gpu: "gpu-1/0",
            kind: "H100",
            measures: [{ measure: "gpu_utilization", unit: "1", at_call: 0.99, points: points(() => 0.99) }],
          },
        ],
      };
    },
    "GET /latency/causes": (search) => {
      const { spans } = spansIn(search);
      const fits = (name, value) => !search.get(name) || search.get(name) === value;
      const calls = callsOf(spans).filter(
        ({ call }) => fits("model", call.model) && fits("service", call.service) && fits("agent", call.agent),
      );
      const slow = calls.filter(isSlow);
      const times = calls.map(({ span }) => span.duration_ms);
      const groups = group(slow, ({ call }) => [call.verdict, call.provider, call.model, call.service].join(" "));
      return {
        totals: {
          calls: calls.length,
          judged: calls.filter(({ call }) => call.verdict !== "unknown").length,
          slow: slow.length,
          lost_ms: sum(slow, lostOf),
          p50_ms: quantile(times, 0.5),
          p95_ms: quantile(times, 0.95),
          ttft_p95_ms: quantile(
            calls.flatMap(({ span }) => (span.ttft_ms == null ? [] : [span.ttft_ms])),
            0.95,
          ),
        },
        causes: [...groups.values()]
          .map((members) => {
            const { verdict, provider, model, endpoint, service } = members[0].call;
            const lost = sum(members, lostOf);
            return {
              ...{ verdict, provider, model, endpoint, service },
              calls: members.length,
              lost_ms: lost,
              mean_ms: lost / members.length,
              p95_ms: quantile(
                members.map(({ span }) => span.duration_ms),
                0.95,
              ),
              seen: 0,
              worst: members
                .sort((a, b) => lostOf(b) - lostOf(a))
                .slice(0, 5)
                .map((one) => ({ trace_id: one.span.trace_id, span_id: one.span.span_id, lost_ms: lostOf(one) })),
            };
          })
          .sort((a, b) => b.lost_ms - a.lost_ms),
        runs: [...group(calls, ({ call }) => call.verdict)].map(([verdict, members]) => ({
          verdict,
          runs: new Set(members.map(({ span }) => span.trace_id)).size,
          p95_ms: quantile(
            members.map(({ span }) => span.duration_ms),
            0.95,
          ),
          all_ms: sum(members, ({ span }) => span.duration_ms),
          in_models_ms: sum(members, ({ span }) => span.duration_ms),
          in_tools_ms: 0,
          in_network_ms: 0,
          elsewhere_ms: 0,
        })),
      };
    },
    "GET /latency/models": () => ({ models: fits() }),
    "GET /latency/models/fit": (search) => {
      const fit = wanted(search);
      if (!fit) return null;
      const { spans } = spansIn(search);
      return {
        fit,
        history: [
          {
            fitted_at: fit.fitted_at,
            calls: fit.calls,
            base_ms: fit.base_ms,
            per_1k_tokens_ms: 1000 * fit.per_token_ms,
            r2: fit.r2,
            spread_ms: fit.spread_ms,
            tpot_ms: fit.typical.tpot_ms,
          },
        ],
        points: callsOf(spans.filter((span) => span.request_model === fit.model && span.input_tokens != null))
          .slice(0, 1000)
          .map(({ span, call }) => ({
            trace_id: span.trace_id,
            span_id: span.span_id,
            start_ms: span.start,
            ...call.measured,
            modelled_ms: span.ttft_ms ?? span.duration_ms,
            uncached_tokens: call.tokens.uncached,
            cached_tokens: call.tokens.cached ?? 0,
            output_tokens: call.tokens.output ?? 0,
            calls_under_way: 1,
            verdict: call.verdict,
          })),
        drift: [{ since: new Date(Date.now() - 36e5).toISOString(), until: null, by_ms: 3 * fit.spread_ms }],
      };
    },
    "GET /latency/forecast": (search) => {
      const fit = wanted(search);
      if (!fit) return null;
      const first = fit.base_ms + fit.per_token_ms * Number(search.get("input_tokens") ?? fit.typical.uncached_tokens);
      const e2e = first + Number(search.get("output_tokens") ?? fit.typical.output_tokens) * (fit.typical.tpot_ms ?? 0);
      const [low, high] = [Math.max(0, e2e - 2 * fit.spread_ms), e2e + 2 * fit.spread_ms];
      return { e2e_ms: e2e, low_ms: low, high_ms: high, ttft_ms: first, tpot_ms: fit.typical.tpot_ms, fit };
    },
  };
}
