// SPDX-License-Identifier: Apache-2.0
import { FilterError } from "./filter.mjs";
import { group } from "./figures.mjs";

const HOUR = 36e5;
const KEY = { model: "request_model", service: "service", agent: "agent_name", user: "user_id", session: "session_id" };
const CENTS_PER_THOUSAND = 0.3;

/** Budgets over the runs of the store. Everything costs the same here; periods are the last hours, days or months. */
export function budgetRoutes(store) {
  const budgets = [];
  const history = new Map();
  if (store.runs.size > 0) {
    add({ name: "Everything", scope: { kind: "project", value: "" }, period: "month", unit: "usd", limit: 40 });
    add({ name: "Services", scope: { kind: "service", value: "*" }, period: "day", unit: "tokens", limit: 2_000_000 });
    add({ name: "Runs", scope: { kind: "project", value: "" }, period: "run", unit: "tokens", limit: 30_000 });
  }

  function add(body) {
    const budget = { id: crypto.randomUUID(), created_at: new Date().toISOString(), ...read(body) };
    budgets.push(budget);
    return budget;
  }

  return {
    "GET /budgets": () => ({ budgets: budgets.map((budget) => ({ ...budget, ...evaluate(store, budget, history) })) }),
    "POST /budgets": (_search, _path, body) => ({ budget: add(body) }),
    "PUT /budgets/:id": (_search, { id }, body) => {
      const budget = budgets.find((one) => one.id === id);
      return budget ? { budget: Object.assign(budget, read(body)) } : null;
    },
    "DELETE /budgets/:id": (_search, { id }) => {
      const at = budgets.findIndex((one) => one.id === id);
      if (at < 0) return null;
      budgets.splice(at, 1);
      return { deleted: true };
    },
    "GET /budgets/:id/history": (_search, { id }) => ({ history: history.get(id) ?? [] }),
  };
}

function read(body) {
  if (!(body.limit > 0)) throw new FilterError(`limit: ${body.limit} (expected: a number above 0)`, undefined, undefined, null);
  return { warn_at: 0.8, ...body };
}

function evaluate(store, budget, history) {
  const now = Date.now();
  const length = { hour: HOUR, day: 24 * HOUR, month: 720 * HOUR, run: 24 * HOUR }[budget.period];
  const begin = budget.period === "run" ? now - length : Math.floor(now / length) * length;
  const calls = [...store.runs.values()]
    .flatMap((run) => run.spans.filter((span) => span.billable))
    .filter((span) => span.start >= begin);
  const key = KEY[budget.scope.kind];
  const named = calls.filter((span) => !key || budget.scope.value === "*" || span[key] === budget.scope.value);
  const byMember = [...group(named, (span) => (key ? span[key] : ""))];
  const members = byMember
    .flatMap(([member, spans]) =>
      budget.period === "run"
        ? [...group(spans, (span) => span.trace_id)].map(([run, own]) => memberOf(budget, member, run, own, 0))
        : [memberOf(budget, member, "", spans, (length - (now - begin)) / Math.max(now - begin, length / 4))],
    )
    .sort((a, b) => b.used - a.used)
    .slice(0, 20);
  const worst = ["exceeded", "warning"].find((state) => members.some((member) => member.state === state)) ?? "ok";
  const past = history.get(budget.id) ?? [];
  const from = past[0]?.to ?? "ok";
  if (from !== worst) {
    const { member, trace_id, used } = members[0] ?? { member: "", trace_id: "", used: 0 };
    const at = new Date(now).toISOString();
    history.set(budget.id, [
      { at, member, trace_id, from, to: worst, used, limit: budget.limit, period_begin: new Date(begin).toISOString() },
      ...past,
    ]);
  }
  return {
    state: worst,
    evaluated_at: new Date(now).toISOString(),
    period_begin: new Date(begin).toISOString(),
    period_end: new Date(begin + length).toISOString(),
    members,
  };
}

function memberOf(budget, member, run, spans, left) {
  const tokens = spans.reduce((sum, span) => sum + (span.input_tokens ?? 0) + (span.output_tokens ?? 0), 0);
  const used = budget.unit === "usd" ? (tokens / 1000) * CENTS_PER_THOUSAND * 0.01 : tokens;
  const share = used / budget.limit;
  const state = share > 1 ? "exceeded" : share >= budget.warn_at ? "warning" : "ok";
  return {
    member,
    trace_id: run,
    state,
    used,
    share,
    forecast: run ? null : used + used * left,
    calls: spans.length,
    unknown_calls: 0,
    exceeded_at: state === "exceeded" ? new Date().toISOString() : null,
    traces: [...new Set(spans.map((span) => span.trace_id))].slice(0, 5),
  };
}
