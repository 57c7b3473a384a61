// SPDX-License-Identifier: Apache-2.0
import { parseJsonText, type Json } from "./message";

export const LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "unset"] as const;

export type Level = (typeof LEVELS)[number];

/** A log record in a list; fields are those of docs/api.md. */
export interface LogRecord {
  id: string;
  time: string;
  level: Level;
  severity: number;
  severity_text: string | null;
  service: string | null;
  scope: string | null;
  event_name: string | null;
  trace_id: string | null;
  span_id: string | null;
  request_id: string | null;
  body: string;
  body_cut: boolean;
  summary: string | null;
  pattern: string | null;
}

export interface LogDetail extends LogRecord {
  value: Json;
  observed_time: string | null;
  attributes: Record<string, Json>;
  dropped_attributes: number;
  resource: Record<string, Json>;
}

/** What a list shows of a record: a few words where the server has some, else the body on one line. */
export function lineOf({ summary, body, event_name: event }: LogRecord): string {
  const text = summary ?? body.replace(/\s+/g, " ").trim();
  return text === "" ? (event ?? "") : text;
}

/** The body as a tree when it is JSON, however it was sent. */
export function treeOf(value: Json): Json | null {
  const parsed = typeof value === "string" ? parseJsonText(value) : value;
  return parsed !== null && typeof parsed === "object" ? parsed : null;
}
