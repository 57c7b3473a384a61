// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from "node:crypto";

/** What a test says about a span; the rest has defaults. Times in milliseconds from the trace's start. */
export interface TestSpan {
  id?: string;
  parent?: string;
  name: string;
  at: number;
  ms: number;
  error?: string;
  attributes?: Record<string, string | number>;
}

export const newTraceId = () => randomBytes(16).toString("hex");
export const newSpanId = () => randomBytes(8).toString("hex");

const BATCH = 1000;
/** Traces end shortly before now, as real ones do. */
const AGO_MILLIS = 30_000;

function value(raw: string | number) {
  if (typeof raw === "string") return { stringValue: raw };
  return Number.isInteger(raw) ? { intValue: String(raw) } : { doubleValue: raw };
}

function attributes(all: Record<string, string | number>) {
  return Object.entries(all).map(([key, raw]) => ({ key, value: value(raw) }));
}

function encode(traceId: string, spans: readonly TestSpan[], startMs: number) {
  const start = BigInt(startMs) * 1_000_000n;
  const nanos = (ms: number) => String(start + BigInt(Math.round(ms * 1e6)));
  return spans.map((span) => ({
    traceId,
    spanId: span.id ?? newSpanId(),
    parentSpanId: span.parent ?? "",
    name: span.name,
    kind: 1,
    startTimeUnixNano: nanos(span.at),
    endTimeUnixNano: nanos(span.at + span.ms),
    attributes: attributes(span.attributes ?? {}),
    status: span.error === undefined ? { code: 1 } : { code: 2, message: span.error },
  }));
}

/** Sends a trace as OTLP/HTTP JSON, the way an exporter would, in several requests when it is large. */
export async function sendTrace(service: string, traceId: string, spans: readonly TestSpan[]): Promise<void> {
  const encoded = encode(traceId, spans, Date.now() - AGO_MILLIS);
  for (let at = 0; at < encoded.length; at += BATCH) await post(service, encoded.slice(at, at + BATCH));
}

/** What a test says about a log record. */
export interface TestLog {
  body: string;
  severity?: number;
  trace?: string;
  span?: string;
  attributes?: Record<string, string | number>;
}

/** Sends log records as OTLP/HTTP JSON; they happened one millisecond after the other. */
export async function sendLogs(service: string, logs: readonly TestLog[]): Promise<void> {
  const start = BigInt(Date.now() - AGO_MILLIS) * 1_000_000n;
  const logRecords = logs.map((log, index) => ({
    timeUnixNano: String(start + BigInt(index) * 1_000_000n),
    severityNumber: log.severity ?? 9,
    traceId: log.trace ?? "",
    spanId: log.span ?? "",
    body: { stringValue: log.body },
    attributes: attributes(log.attributes ?? {}),
  }));
  const resource = { attributes: attributes({ "service.name": service }) };
  await send("/v1/logs", { resourceLogs: [{ resource, scopeLogs: [{ scope: { name: "clew.e2e" }, logRecords }] }] });
}

async function post(service: string, spans: readonly object[]): Promise<void> {
  const resource = { attributes: attributes({ "service.name": service }) };
  await send("/v1/traces", { resourceSpans: [{ resource, scopeSpans: [{ scope: { name: "clew.e2e" }, spans }] }] });
}

async function send(path: string, body: object): Promise<void> {
  const response = await fetch(`${process.env.CLEW_OTLP_URL}${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`OTLP: ${response.status} ${await response.text()} (expected: 200)`);
}

/** A trace of `sendTraces`. */
export interface TestTrace {
  traceId: string;
  spans: readonly TestSpan[];
  /** How long ago it began, in milliseconds. */
  agoMs: number;
}

/** Sends many short traces in few requests. */
export async function sendTraces(service: string, traces: readonly TestTrace[]): Promise<void> {
  const now = Date.now();
  const encoded = traces.flatMap(({ traceId, spans, agoMs }) => encode(traceId, spans, now - agoMs));
  for (let at = 0; at < encoded.length; at += BATCH) await post(service, encoded.slice(at, at + BATCH));
}

/** Sends a gauge of one instance as OTLP/HTTP JSON: values by how many seconds ago they were measured. */
export async function sendGauge(instance: string, name: string, values: readonly [agoSeconds: number, value: number][]) {
  const dataPoints = values.map(([ago, asDouble]) => ({ timeUnixNano: String((Date.now() - ago * 1000) * 1e6), asDouble }));
  const resource = { attributes: attributes({ "service.name": "vllm", "service.instance.id": instance }) };
  const metrics = [{ name, gauge: { dataPoints } }];
  await send("/v1/metrics", { resourceMetrics: [{ resource, scopeMetrics: [{ metrics }] }] });
}
