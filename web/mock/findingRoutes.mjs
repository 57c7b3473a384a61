// SPDX-License-Identifier: Apache-2.0
import { findingsOf, RULES } from "./findings.mjs";
import { group } from "./figures.mjs";
import { createQuestions, page } from "./question.mjs";

const SORTS = { cost: "cost_usd", tokens: "tokens", runs: "runs", last: "last_time" };
const OPEN = ["open", "acknowledged"];
const sum = (items, field) => items.reduce((total, item) => total + (item[field] ?? 0), 0);

export function findingRoutes(store) {
  const { inRange } = createQuestions(store);
  const states = new Map();
  const thresholds = RULES.map(({ rule, unit, thresholds: [warning, critical] }, index) => ({
    rule,
    agent: null,
    warning,
    critical,
    enabled: true,
    default_warning: warning,
    default_critical: critical,
    unit,
    learned: index % 2 === 0 ? { p95: Math.round(warning * 0.8 * 10) / 10, runs: 212 } : null,
  }));

  const runsIn = (search) => {
    const { from, to, traces } = inRange(search);
    const found = traces
      .filter((trace) => trace.span_count < 10_000)
      .flatMap((trace) => findingsOf(store.runs.get(trace.trace_id)).map((finding) => ({ ...finding, trace })));
    return { from, to, traces, found };
  };

  const issueOf = (id, members, { from, to, traces }) => {
    const newest = members.reduce((last, one) => (one.trace.start > last.trace.start ? one : last));
    const bill = sum(
      traces.filter((trace) => trace.agents.includes(newest.agent)),
      "cost_usd",
    );
    const spark = Array(24).fill(0);
    for (const { trace } of members) spark[Math.min(23, Math.max(0, Math.floor((24 * (trace.start - from)) / (to - from))))]++;
    const state = states.get(id);
    const { rule, name, title, fix, agent, server, tool } = newest;
    return {
      id,
      rule,
      name,
      severity: members.some(({ severity }) => severity === "critical") ? "critical" : "warning",
      status: state?.status ?? "open",
      title,
      fix,
      agent,
      service: newest.trace.service,
      server,
      tool,
      runs: members.length,
      tokens: sum(members, "tokens"),
      cost_usd: sum(members, "cost_usd"),
      share: bill > 0 ? sum(members, "cost_usd") / bill : null,
      first_time: members.reduce(
        (first, { trace }) => (trace.start_time < first ? trace.start_time : first),
        newest.trace.start_time,
      ),
      last_time: newest.trace.start_time,
      reopened: rule === "BH-08",
      note: state?.note ?? null,
      spark,
      trace_id: newest.trace.trace_id,
    };
  };

  const issuesIn = (search) => {
    const asked = runsIn(search);
    return [...group(asked.found, ({ issue }) => issue)].map(([id, members]) => issueOf(id, members, asked));
  };

  return {
    "GET /findings": (search) => {
      const [status, severity, rule] = ["status", "severity", "rule"].map((name) => search.get(name));
      const field = SORTS[search.get("sort") ?? "cost"];
      const issues = issuesIn(search)
        .filter((issue) => (status === null ? OPEN.includes(issue.status) : status === "all" || issue.status === status))
        .filter((issue) => severity === null || issue.severity === severity)
        .filter((issue) => rule === null || issue.rule === rule)
        .sort((a, b) => (a[field] < b[field] ? 1 : -1));
      const rules = RULES.map(({ rule: id, name, about, unit, thresholds: [warning, critical] }) => ({
        rule: id,
        name,
        about,
        warning: `> ${warning} ${unit}`,
        critical: `> ${critical} ${unit}`,
      }));
      return { ...page(issues, search, "issues"), rules };
    },
    "GET /findings/thresholds": () => ({ thresholds }),
    "PUT /findings/thresholds": (_search, _path, body) => {
      const known = thresholds.find((one) => one.rule === body.rule && one.agent === (body.agent ?? null));
      if (known) Object.assign(known, body);
      else {
        const general = thresholds.find((one) => one.rule === body.rule);
        thresholds.push({ ...general, learned: null, ...body });
      }
      return { thresholds };
    },
    "GET /findings/:id": (search, { id }) => {
      const { found } = runsIn(search);
      const issue = issuesIn(search).find((one) => one.id === id);
      if (!issue) return null;
      const runs = found
        .filter((one) => one.issue === id)
        .map(({ trace, severity, title, detail, tokens, cost_usd, span_ids }) => ({
          trace_id: trace.trace_id,
          name: trace.name,
          start_time: trace.start_time,
          severity,
          title,
          detail,
          tokens,
          cost_usd,
          span_ids,
        }));
      return { issue, runs, history: states.get(id)?.history ?? [] };
    },
    "POST /findings/:id": (_search, { id }, { status, note }) => {
      const entry = { time: new Date().toISOString(), status, note: note ?? null, by: "key collector" };
      states.set(id, { status, note: note ?? null, history: [...(states.get(id)?.history ?? []), entry] });
      return { issue: issuesIn(new URLSearchParams()).find((one) => one.id === id) };
    },
  };
}
