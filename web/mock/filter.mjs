// SPDX-License-Identifier: Apache-2.0
const NUMBERS = new Set([
  "duration_ms",
  "tokens",
  "input_tokens",
  "output_tokens",
  "llm_calls",
  "tool_calls",
  "span_count",
  "error_count",
  "ttft_ms",
]);
export const FIELDS = [
  ["trace", "string", "id of the trace"],
  ["name", "string", "name of the root span"],
  ["service", "string", "service.name of the resource"],
  ["status", "enum", "ok, error or unset"],
  ["op", "enum", "operation: chat, tool_call, agent_invoke …"],
  ["model", "string", "response model, else request model"],
  ["provider", "string", "model provider"],
  ["agent", "string", "name of the agent"],
  ["tool", "string", "name of the tool"],
  ["mcp_server", "string", "MCP server of a tool"],
  ["session", "string", "conversation"],
  ["user", "string", "end user"],
  ["error_type", "string", "class of the error"],
  ["duration_ms", "number", "duration"],
  ["tokens", "number", "input and output tokens"],
  ["input_tokens", "number", "input tokens"],
  ["output_tokens", "number", "output tokens"],
  ["llm_calls", "number", "model calls"],
  ["tool_calls", "number", "tool calls"],
  ["span_count", "number", "spans"],
  ["error_count", "number", "failed spans"],
  ["ttft_ms", "number", "time to first token"],
  ["has", "enum", "error"],
  ["text", "text", "full text"],
  ["attr", "string", "attr.<key>"],
].map(([name, type, description]) => ({
  name,
  type,
  description,
  values: name === "status" ? ["ok", "error", "unset"] : null,
  scope: "trace",
}));

export class FilterError extends Error {
  constructor(detail, position, length, suggestion) {
    super(detail);
    Object.assign(this, { position, length, suggestion });
  }
}

/** Enough of the filter language for development: terms joined by AND. */
export function compile(q) {
  const tests = [...(q ?? "").matchAll(/(?:[^\s"()]|"(?:[^"\\]|\\.)*")+/g)]
    .filter(([word]) => word !== "AND")
    .map((match) => compileTerm(match[0], match.index));
  return (trace) => tests.every((test) => test(trace));
}

function compileTerm(word, position) {
  const match = /^(-?)([a-z_.]+)(:|>=|<=|>|<)(.*)$/i.exec(word);
  if (!match) return (trace) => JSON.stringify(trace).toLowerCase().includes(word.replaceAll('"', "").toLowerCase());
  const [, negated, field, operator, raw] = match;
  if (!field.startsWith("attr.") && !field.startsWith("resource.") && !FIELDS.some(({ name }) => name === field)) {
    const suggestion = FIELDS.find(({ name }) => name.startsWith(field.slice(0, 3)))?.name ?? null;
    throw new FilterError(`Unknown field: ${field}`, position + negated.length, field.length, suggestion);
  }
  const wanted = raw.replaceAll('"', "");
  const test = NUMBERS.has(field)
    ? numberTest(field, operator, Number(wanted))
    : (trace) => wanted.split(",").some((value) => valuesOf(trace, field).some((found) => matches(found, value)));
  return negated ? (trace) => !test(trace) : test;
}

function matches(found, value) {
  if (value === "*") return true;
  return value.endsWith("*") ? found.startsWith(value.slice(0, -1)) : found === value;
}

function numberTest(field, operator, wanted) {
  const read = (trace) => (field === "tokens" ? (trace.input_tokens ?? 0) + (trace.output_tokens ?? 0) : (trace[field] ?? 0));
  return {
    ":": (t) => read(t) === wanted,
    ">": (t) => read(t) > wanted,
    ">=": (t) => read(t) >= wanted,
    "<": (t) => read(t) < wanted,
    "<=": (t) => read(t) <= wanted,
  }[operator];
}

export function valuesOf(trace, field) {
  switch (field) {
    case "service":
      return trace.services;
    case "model":
      return trace.models;
    case "agent":
      return trace.agents;
    case "tool":
      return trace.tools;
    case "session":
      return [trace.session_id];
    case "user":
      return [trace.user_id];
    case "trace":
      return [trace.trace_id];
    case "has":
      return trace.error_count > 0 ? ["error"] : [];
    case "error_type":
      return trace.error_types;
    case "provider":
      return trace.providers;
    case "op":
      return trace.ops;
    case "text":
      return [JSON.stringify(trace)];
    default:
      return trace[field] == null ? [] : [String(trace[field])];
  }
}
