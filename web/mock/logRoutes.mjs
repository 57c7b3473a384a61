// SPDX-License-Identifier: Apache-2.0
import { timeOf } from "./figures.mjs";
import { compileLogs, logsOf, templateOf } from "./logs.mjs";
import { page } from "./question.mjs";

const LEVELS = ["unset", "trace", "debug", "info", "warn", "error", "fatal"];

const rangeOf = (query) => [timeOf(query.get("from"), "now-24h"), timeOf(query.get("to"), "now")];

/** The routes of logs: made up from the runs, and as they were sent. */
export function logRoutes(store) {
  const all = () => [...store.logs, ...[...store.runs.values()].flatMap((run) => (run.sent ? [] : logsOf(run)))];
  const found = (query) => {
    const [from, to] = rangeOf(query);
    const test = compileLogs(query.get("q"));
    return all()
      .filter((log) => log.at >= from && log.at < to && test(log))
      .sort((a, b) => b.at - a.at);
  };
  return {
    "GET /logs": (query) => page(found(query), query, "logs"),
    "GET /logs/histogram": (query) => histogram(query, found(query)),
    "GET /logs/patterns": (query) => ({ patterns: patterns(found(query)) }),
    "GET /logs/records/:id": (_, { id }) => all().find((log) => log.id === id) ?? null,
    "GET /traces/:trace/logs": (_, { trace }) => ({
      logs: all()
        .filter((log) => log.trace_id === trace)
        .sort((a, b) => a.at - b.at),
      truncated: false,
    }),
  };
}

function histogram(query, logs) {
  const [from, to] = rangeOf(query);
  const step = Math.ceil((to - from) / (Number(query.get("buckets") ?? 60) * 1000)) * 1000;
  const first = Math.floor(from / step) * step;
  const buckets = [];
  for (let time = first; time < to; time += step)
    buckets.push({ time: new Date(time).toISOString(), ...Object.fromEntries(LEVELS.map((level) => [level, 0])) });
  for (const log of logs) {
    const bucket = buckets[Math.floor((log.at - first) / step)];
    if (bucket) bucket[log.level]++;
  }
  return { step_ms: step, buckets };
}

function patterns(logs) {
  const byPattern = new Map();
  for (const log of logs) {
    const known = byPattern.get(log.pattern) ?? {
      pattern: log.pattern,
      template: templateOf(log.body),
      example: log.body,
      count: 0,
      errors: 0,
      severity: 0,
      services: [],
      last_time: log.time,
    };
    byPattern.set(log.pattern, known);
    known.count++;
    known.errors += log.severity >= 17 ? 1 : 0;
    known.severity = Math.max(known.severity, log.severity);
    known.services = [...new Set([...known.services, log.service])].sort();
    known.first_time = log.time;
  }
  return [...byPattern.values()].sort((a, b) => b.count - a.count);
}
