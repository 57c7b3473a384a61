// SPDX-License-Identifier: Apache-2.0
import { fingerprint, toolCallsOf, type Json, type Message, type ToolCallPart } from "./message";

export interface ModelCall {
  span_id: string;
  parent_span_id: string | null;
  start_time: string;
  duration_ms: number;
  ttft_ms?: number | null;
  status: string;
  model?: string | null;
  agent_name?: string | null;
  service?: string | null;
  billable: boolean;
  input_tokens?: number | null;
  output_tokens?: number | null;
  cache_read_tokens?: number | null;
  system: string[];
  input: string[];
  output: string[];
}

export interface ToolExecution {
  span_id: string;
  parent_span_id: string | null;
  start_time: string;
  duration_ms: number;
  status: string;
  tool_name: string | null;
  tool_call_id?: string | null;
  arguments?: Json;
  result?: Json;
  agent_name?: string | null;
}

export interface ConversationData {
  calls: ModelCall[];
  tools: ToolExecution[];
  messages: Record<string, Message>;
}

/** A tool call a model asked for, with the execution and the result found for it. */
export interface PairedToolCall {
  call: ToolCallPart;
  execution: ToolExecution | null;
  result: Json | undefined;
}

export interface CallTurn {
  kind: "call";
  call: ModelCall;
  depth: number;
  system: Message[];
  fresh: Message[];
  resent: Message[];
  output: Message[];
  tools: PairedToolCall[];
}

/** A tool that ran without a model call asking for it in what was recorded. */
interface ToolTurn {
  kind: "tool";
  execution: ToolExecution;
  depth: number;
}

export type Turn = CallTurn | ToolTurn;

/**
 * Reads a run as a chat. Each model call contributes only what was not said before: messages whose
 * content was already shown are "sent again", and results of tools are shown with the call that asked for them.
 */
export function buildConversation(data: ConversationData, depthOf: (spanId: string, agent: string | null) => number): Turn[] {
  const lookUp = (hashes: string[]) => hashes.map((hash) => data.messages[hash]).filter((message) => message !== undefined);
  const charged = data.calls.filter((call) => call.billable);
  const calls = charged.length > 0 ? charged : data.calls;
  const results = resultsById(data.messages);
  const executions = new ExecutionPool(data.tools);
  const seen = new Set<string>();
  const paired = new Set<string>();

  const turns: Turn[] = calls.map((call) => {
    const system = lookUp(call.system).filter((message) => remember(seen, message));
    const fresh: Message[] = [];
    const resent: Message[] = [];
    for (const message of lookUp(call.input)) {
      if (!remember(seen, message)) resent.push(message);
      else if (!isPairedResult(message, paired)) fresh.push(message);
    }
    const output = lookUp(call.output);
    for (const message of output) remember(seen, message);
    const tools = output.flatMap(toolCallsOf).map((part) => {
      if (part.id) paired.add(part.id);
      const execution = executions.take(part);
      return { call: part, execution, result: execution?.result ?? (part.id ? results.get(part.id) : undefined) };
    });
    return { kind: "call", call, depth: depthOf(call.span_id, call.agent_name ?? null), system, fresh, resent, output, tools };
  });

  for (const execution of executions.rest()) {
    turns.push({ kind: "tool", execution, depth: depthOf(execution.span_id, execution.agent_name ?? null) });
  }
  return turns.sort((a, b) => startOf(a).localeCompare(startOf(b)));
}

function startOf(turn: Turn): string {
  return turn.kind === "call" ? turn.call.start_time : turn.execution.start_time;
}

function remember(seen: Set<string>, message: Message): boolean {
  const key = fingerprint(message);
  if (seen.has(key)) return false;
  seen.add(key);
  return true;
}

function isPairedResult(message: Message, paired: Set<string>): boolean {
  return (
    message.parts.length > 0 &&
    message.parts.every((part) => part.type === "tool_result" && part.id != null && paired.has(part.id))
  );
}

function resultsById(messages: Record<string, Message>): Map<string, Json> {
  const results = new Map<string, Json>();
  for (const message of Object.values(messages)) {
    for (const part of message.parts) {
      if (part.type === "tool_result" && part.id != null) results.set(part.id, part.result);
    }
  }
  return results;
}

/** Executions not yet given to a call: by call id first, else the first of the same name that carries no id. */
class ExecutionPool {
  private readonly left: Set<ToolExecution>;

  constructor(executions: ToolExecution[]) {
    this.left = new Set(executions);
  }

  take(part: ToolCallPart): ToolExecution | null {
    const all = [...this.left];
    const found =
      all.find((execution) => part.id && execution.tool_call_id === part.id) ??
      all.find((execution) => !execution.tool_call_id && execution.tool_name === part.name);
    if (found) this.left.delete(found);
    return found ?? null;
  }

  rest(): ToolExecution[] {
    return [...this.left];
  }
}

/** Depth without a span tree: the agent that speaks first is the run's own, others work for it. */
export function depthByAgent(data: ConversationData): (spanId: string, agent: string | null) => number {
  const first = data.calls.find((call) => call.agent_name)?.agent_name ?? null;
  return (_spanId, agent) => (agent === null || agent === first ? 0 : 1);
}
