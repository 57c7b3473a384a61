// SPDX-License-Identifier: Apache-2.0
import { createHash } from "node:crypto";
import { makeLog } from "./logs.mjs";
import { instant } from "./random.mjs";

const KINDS = ["internal", "internal", "server", "client", "producer", "consumer"];

function valueOf(value) {
  if (!value) return null;
  if ("stringValue" in value) return value.stringValue;
  if ("intValue" in value) return Number(value.intValue);
  if ("doubleValue" in value) return value.doubleValue;
  if ("boolValue" in value) return value.boolValue;
  return JSON.stringify(value);
}

const attributesOf = (list) => Object.fromEntries((list ?? []).map(({ key, value }) => [key, valueOf(value)]));

/** Reads just enough of an OTLP/JSON export for the browser journeys to run without the real server. */
export function readExport(body) {
  const runs = new Map();
  for (const { resource, scopeSpans } of body.resourceSpans ?? []) {
    const service = attributesOf(resource?.attributes)["service.name"] ?? "unknown";
    for (const { spans } of scopeSpans ?? []) {
      for (const span of spans) {
        const run = runs.get(span.traceId) ?? {
          id: span.traceId,
          spans: [],
          messages: {},
          session: null,
          user: null,
          sent: true,
        };
        runs.set(span.traceId, run);
        run.spans.push(readSpan(span, service, run));
      }
    }
  }
  return [...runs.values()];
}

/** The log records of an OTLP/JSON export. */
export function readLogs(body) {
  const logs = [];
  for (const { resource, scopeLogs } of body.resourceLogs ?? []) {
    const service = attributesOf(resource?.attributes)["service.name"] ?? "unknown";
    for (const { logRecords } of scopeLogs ?? [])
      for (const record of logRecords)
        logs.push(
          makeLog({
            time: Number(BigInt(record.timeUnixNano) / 1000n) / 1000,
            severity: record.severityNumber ?? 0,
            service,
            event: record.eventName || null,
            trace: record.traceId || null,
            span: record.spanId || null,
            body: valueOf(record.body) ?? "",
            attributes: attributesOf(record.attributes),
          }),
        );
  }
  return logs;
}

function readSpan(span, service, run) {
  const attributes = attributesOf(span.attributes);
  const start = Number(BigInt(span.startTimeUnixNano) / 1000n) / 1000;
  const op = attributes["gen_ai.operation.name"] ?? null;
  const isModel = op === "chat";
  run.session ??= attributes["gen_ai.conversation.id"] ?? null;
  const read = {
    trace_id: span.traceId,
    span_id: span.spanId,
    parent_span_id: span.parentSpanId || null,
    name: span.name,
    kind: KINDS[span.kind ?? 0],
    service,
    start,
    start_time: instant(start),
    duration_ms: Number(BigInt(span.endTimeUnixNano) - BigInt(span.startTimeUnixNano)) / 1e6,
    status: ["unset", "ok", "error"][span.status?.code ?? 0],
    status_message: span.status?.message ?? null,
    op: op === "execute_tool" ? "tool_call" : op === "invoke_agent" ? "agent_invoke" : op,
    op_group: isModel ? "model" : op === "execute_tool" ? "tool" : op === "invoke_agent" ? "agent" : "infra",
    layer: "app",
    billable: isModel,
    request_model: attributes["gen_ai.request.model"] ?? null,
    input_tokens: attributes["gen_ai.usage.input_tokens"] ?? null,
    output_tokens: attributes["gen_ai.usage.output_tokens"] ?? null,
    tool_name: attributes["gen_ai.tool.name"] ?? null,
    tool_call_id: attributes["gen_ai.tool.call.id"] ?? null,
    agent_name: attributes["gen_ai.agent.name"] ?? null,
    error_type: attributes["error.type"] ?? null,
    event_count: 0,
    link_count: 0,
    attributes,
  };
  if (isModel) {
    read.content = {
      system: [],
      input: readMessages(attributes["gen_ai.input.messages"], run),
      output: readMessages(attributes["gen_ai.output.messages"], run),
    };
  }
  return read;
}

function readMessages(text, run) {
  return JSON.parse(text ?? "[]").map((message) => {
    const parts = message.parts.map((part) =>
      part.type === "text" || part.type === "reasoning"
        ? { type: part.type, text: part.content }
        : part.type === "tool_call_response"
          ? { type: "tool_result", id: part.id, name: null, result: part.response }
          : part,
    );
    const hash = createHash("sha256")
      .update(JSON.stringify([message.role, parts]))
      .digest("hex")
      .slice(0, 16);
    run.messages[hash] = { hash, role: message.role, name: null, parts };
    return hash;
  });
}
