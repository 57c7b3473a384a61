// SPDX-License-Identifier: Apache-2.0
import type { LogRecord } from "@/base/log";
import { ApiError, apiUrl, toError } from "./client";
import { headers } from "./session";
import type { TraceSummary } from "./types";

export interface ServerEvent {
  event: string;
  data: string;
}

/** Cuts a stream of text into server-sent events; a part of one waits for the rest. */
export class EventParser {
  private pending = "";

  push(text: string): ServerEvent[] {
    this.pending += text.replace(/\r\n?/g, "\n");
    const blocks = this.pending.split("\n\n");
    this.pending = blocks.pop() ?? "";
    return blocks.map(parseBlock).filter((event) => event.data !== "");
  }
}

function parseBlock(block: string): ServerEvent {
  let event = "message";
  const data: string[] = [];
  for (const line of block.split("\n")) {
    if (line.startsWith("event:")) event = line.slice(6).trim();
    else if (line.startsWith("data:")) data.push(line.slice(5).replace(/^ /, ""));
  }
  return { event, data: data.join("\n") };
}

const RETRY_MILLIS = 2000;

interface Listener<T> {
  onEvent: (record: T) => void;
  onState: (connected: boolean) => void;
  /** The key may not read, or no longer. */
  onRefused: () => void;
}

interface Tail<T> extends Listener<T> {
  path: string;
  /** The name of its events. */
  event: string;
  q: string;
}

/**
 * Follows a stream of the server until stopped, and connects again when it ends.
 * Uses fetch because EventSource cannot send the key a protected server asks for.
 */
function follow<T>(tail: Tail<T>): () => void {
  const abort = new AbortController();
  let timer = 0;
  const connect = async () => {
    try {
      await readTail(tail, abort.signal);
    } catch (error) {
      // Lost connections and refusals are shown by onState(false) below and tried again.
      if (error instanceof ApiError && error.problem.status === 401) tail.onRefused();
    }
    if (abort.signal.aborted) return;
    tail.onState(false);
    timer = window.setTimeout(() => void connect(), RETRY_MILLIS);
  };
  void connect();
  return () => {
    abort.abort();
    window.clearTimeout(timer);
  };
}

/** Follows new traces until stopped. */
export function followTraces(q: string, listener: Listener<TraceSummary>): () => void {
  return follow({ path: "/tail", event: "trace", q, ...listener });
}

/** Follows new log records until stopped. */
export function followLogs(q: string, listener: Listener<LogRecord>): () => void {
  return follow({ path: "/logs/tail", event: "log", q, ...listener });
}

async function readTail<T>({ path, event, q, onEvent, onState }: Tail<T>, signal: AbortSignal): Promise<void> {
  const response = await fetch(apiUrl(path, { q }), { signal, headers: { ...headers(), Accept: "text/event-stream" } });
  if (!response.ok || !response.body) throw await toError(response);
  onState(true);
  const parser = new EventParser();
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    for (const one of parser.push(value)) {
      if (one.event === event) onEvent(JSON.parse(one.data) as T);
    }
  }
}
