// SPDX-License-Identifier: Apache-2.0
import { createHash } from "node:crypto";
import { FilterError } from "./filter.mjs";
import { instant } from "./random.mjs";

const LEVELS = ["unset", "trace", "debug", "info", "warn", "error", "fatal"];
const FIELDS = ["service", "level", "severity", "event", "pattern", "trace", "span", "scope", "request_id"];

const levelOf = (severity) => LEVELS[Math.min(6, Math.floor((severity + 3) / 4))];
const shortHash = (text) => createHash("sha256").update(text).digest("hex").slice(0, 16);

export const templateOf = (body) => body.replace(/"[^"]*"|'[^']*'|\b[0-9][\w.:-]*/g, "*");

/** A record as the API answers it, with its details. */
export function makeLog({ time, severity = 9, service, event = null, trace = null, span = null, body, attributes = {} }) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return {
    id: `${Math.round(time * 1e6)}-${shortHash(`${time}${service}${text}`)}`,
    time: instant(time),
    at: time,
    level: levelOf(severity),
    severity,
    severity_text: null,
    service,
    scope: null,
    event_name: event,
    trace_id: trace,
    span_id: span,
    request_id: null,
    body: text.slice(0, 2000),
    body_cut: text.length > 2000,
    summary: null,
    pattern: shortHash(templateOf(text)),
    value: body,
    observed_time: null,
    attributes,
    dropped_attributes: 0,
    resource: { "service.name": service },
  };
}

const LINES = [
  [9, (n) => `order ${n} accepted from "customer-${n % 90}"`],
  [9, (n) => `cache hit for /products/${n % 40} in ${n % 7} ms`],
  [5, (n) => `prompt built with ${n % 9} messages`],
  [13, (n) => `slow upstream: ${200 + (n % 900)} ms`],
  [17, (n) => `connection refused by 10.0.0.${n % 20}:5432`],
];

/** A few lines for each run, as its services would have written them. */
export function logsOf(run) {
  return run.spans.slice(0, 6).map((span, index) => {
    const n = Number.parseInt(span.span_id.slice(-6), 16) || index;
    const [severity, line] = span.status === "error" ? LINES[4] : LINES[n % 4];
    return makeLog({
      time: span.start + index,
      severity,
      service: span.service,
      trace: span.trace_id,
      span: span.span_id,
      body: line(n),
      attributes: { "thread.name": `worker-${n % 4}` },
    });
  });
}

/** Enough of the filter language for development: terms joined by AND. */
export function compileLogs(q) {
  const tests = [...(q ?? "").matchAll(/(?:[^\s"()]|"(?:[^"\\]|\\.)*")+/g)].map((match) => compileTerm(match[0], match.index));
  return (log) => tests.every((test) => test(log));
}

function compileTerm(word, position) {
  const match = /^([a-z_.]+)(:|>=)(.*)$/i.exec(word);
  if (!match) return (log) => log.body.toLowerCase().includes(word.replaceAll('"', "").toLowerCase());
  const [, field, operator, raw] = match;
  const wanted = raw.replaceAll('"', "");
  if (field.startsWith("attr.")) return (log) => String(log.attributes[field.slice(5)] ?? "") === wanted;
  if (!FIELDS.includes(field)) {
    const suggestion = FIELDS.find((name) => name.startsWith(field.slice(0, 3))) ?? null;
    throw new FilterError(`Unknown field: ${field}`, position, field.length, suggestion);
  }
  if (operator === ">=") return (log) => log.severity >= Number(wanted);
  const key = { event: "event_name", trace: "trace_id", span: "span_id" }[field] ?? field;
  return (log) => wanted.split(",").includes(String(log[key] ?? ""));
}
