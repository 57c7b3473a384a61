// SPDX-License-Identifier: Apache-2.0
import { group, measured, quantile, requestPoints, session, usagePoint } from "./figures.mjs";
import { createQuestions, page } from "./question.mjs";

const STEPS = { s: 1e3, m: 6e4, h: 36e5, d: 864e5 };
const stepOf = (text) => (text ? Number.parseInt(text, 10) * STEPS[text.at(-1)] : null);

export function tableRoutes(store) {
  const { inRange, spansIn } = createQuestions(store);
  const table = (name, filter, keyOf, build) => (search) => {
    const { from, to, spans } = spansIn(search);
    return {
      [name]: [...group(spans.filter(filter), keyOf)].map(([key, members]) => ({
        ...measured(members, from, to),
        ...build(key, members),
      })),
    };
  };
  const calls = (members) => members.filter((span) => span.billable).length;
  return {
    "GET /services": table(
      "services",
      () => true,
      (span) => span.service,
      (service, members) => ({ service, layer: members[0].layer, spans: members.length, llm_calls: calls(members) }),
    ),
    "GET /models": table(
      "models",
      (span) => span.billable,
      (span) => span.request_model,
      (model, members) => {
        const ttft = members.map((span) => span.ttft_ms).filter((value) => value != null);
        return {
          model,
          provider: members[0].provider,
          calls: members.length,
          ttft_p50_ms: quantile(ttft, 0.5),
          ttft_p95_ms: quantile(ttft, 0.95),
          tpot_p50_ms: members[0].tpot_ms,
          tpot_p95_ms: members[0].tpot_ms,
        };
      },
    ),
    "GET /agents": table(
      "agents",
      (span) => span.agent_name,
      (span) => span.agent_name,
      (agent_name, members) => ({
        agent_name,
        invocations: members.filter((span) => span.op === "agent_invoke").length,
        llm_calls: calls(members),
        tool_calls: members.filter((span) => span.op === "tool_call").length,
      }),
    ),
    "GET /sessions": (search) => {
      const { traces } = inRange(search);
      const sessions = [...group(traces.reverse(), (trace) => trace.session_id)].map(([id, members]) => session(id, members));
      return page(
        sessions.sort((a, b) => b.last_time.localeCompare(a.last_time)),
        search,
        "sessions",
      );
    },
    "GET /sessions/:id": (_search, { id }) => {
      const traces = store
        .summaries()
        .filter((trace) => trace.session_id === id)
        .reverse();
      return traces.length > 0 ? { session: session(id, traces), traces } : null;
    },
    "GET /usage": (search) => {
      const { from, to, spans } = spansIn(search);
      const label = search.get("group_by") || "model";
      const key = { model: "request_model", service: "service", agent: "agent_name", user: "user_id" }[label];
      const step = stepOf(search.get("step")) ?? to - from;
      return {
        series: [
          ...group(
            spans.filter((span) => span.billable),
            (span) => span[key],
          ),
        ].map(([value, members]) => ({
          labels: { [label]: value },
          points: [...group(members, (span) => from + Math.floor((span.start - from) / step) * step)].map(([time, inside]) => [
            new Date(time).toISOString(),
            usagePoint(inside),
          ]),
        })),
      };
    },
    "GET /requests": (search) => {
      const { from, to, traces } = inRange(search);
      return { points: requestPoints(traces, from, to, stepOf(search.get("step"))) };
    },
  };
}
