// SPDX-License-Identifier: Apache-2.0
import { apiUrl, toError } from "./client";
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

/**
 * Follows new traces until stopped, and connects again when the stream ends.
 * Uses fetch because EventSource cannot send the key a protected server asks for.
 */
export function followTraces(
  q: string,
  onTrace: (trace: TraceSummary) => void,
  onState: (connected: boolean) => void,
): () => void {
  const abort = new AbortController();
  let timer = 0;
  const connect = async () => {
    try {
      await readTail(q, abort.signal, onTrace, onState);
    } catch {
      // Lost connections and refusals are shown by onState(false) below and tried again.
    }
    if (abort.signal.aborted) return;
    onState(false);
    timer = window.setTimeout(() => void connect(), RETRY_MILLIS);
  };
  void connect();
  return () => {
    abort.abort();
    window.clearTimeout(timer);
  };
}

async function readTail(
  q: string,
  signal: AbortSignal,
  onTrace: (trace: TraceSummary) => void,
  onState: (connected: boolean) => void,
): Promise<void> {
  const response = await fetch(apiUrl("/tail", { q }), { signal, headers: { ...headers(), Accept: "text/event-stream" } });
  if (!response.ok || !response.body) throw await toError(response);
  onState(true);
  const parser = new EventParser();
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    for (const event of parser.push(value)) {
      if (event.event === "trace") onTrace(JSON.parse(event.data) as TraceSummary);
    }
  }
}
