// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import {
  buildConversation,
  depthByAgent,
  type CallTurn,
  type ConversationData,
  type ModelCall,
  type ToolExecution,
} from "./conversation";
import type { Message, Part, Role } from "./message";

function message(hash: string, role: Role, ...parts: Part[]): Message {
  return { hash, role, parts };
}

function call(over: Partial<ModelCall>): ModelCall {
  return {
    span_id: "c",
    parent_span_id: null,
    start_time: "2026-01-01T00:00:00Z",
    duration_ms: 1,
    status: "ok",
    billable: true,
    system: [],
    input: [],
    output: [],
    ...over,
  };
}

function tool(over: Partial<ToolExecution>): ToolExecution {
  return {
    span_id: "t",
    parent_span_id: null,
    start_time: "2026-01-01T00:00:01Z",
    duration_ms: 2,
    status: "ok",
    tool_name: "search",
    ...over,
  };
}

function build(data: Partial<ConversationData>, messages: Message[]) {
  const full = { calls: [], tools: [], ...data, messages: Object.fromEntries(messages.map((m) => [m.hash, m])) };
  return buildConversation(full, depthByAgent(full));
}

const question = message("u", "user", { type: "text", text: "hi" });
const asks = message("a", "assistant", { type: "tool_call", id: "1", name: "search", arguments: { q: "x" } });
const result = message("r", "tool", { type: "tool_result", id: "1", name: "search", result: "found" });
const answer = message("b", "assistant", { type: "text", text: "done" });

it("shows each message once and counts what was sent again", () => {
  const turns = build(
    {
      calls: [
        call({ span_id: "1", input: ["u"], output: ["a"] }),
        call({ span_id: "2", start_time: "2026-01-01T00:00:02Z", input: ["u", "a", "r"], output: ["b"] }),
      ],
    },
    [question, asks, result, answer],
  ) as CallTurn[];
  expect(turns.map((turn) => turn.fresh.map((m) => m.hash))).toEqual([["u"], []]);
  expect(turns[1]?.resent.map((m) => m.hash)).toEqual(["u", "a"]);
  expect(turns[0]?.tools[0]).toMatchObject({ call: { name: "search" }, result: "found" });
});

it("knows an answer again although its hash changed", () => {
  const again = message("a2", "assistant", { type: "reasoning", text: "…" }, ...asks.parts);
  const quiet = message("a", "assistant", { type: "reasoning", text: "other" }, ...asks.parts);
  const turns = build({ calls: [call({ output: ["a"] }), call({ span_id: "2", input: ["a2"] })] }, [quiet, again]) as CallTurn[];
  expect(turns[1]?.resent).toHaveLength(1);
});

it("pairs executions by id, then by name, and keeps the others as turns", () => {
  const turns = build(
    {
      calls: [call({ output: ["a"] })],
      tools: [tool({ span_id: "other", tool_name: "fetch" }), tool({ span_id: "mine", result: "from span" })],
    },
    [asks],
  );
  expect(turns[0]).toMatchObject({ kind: "call", tools: [{ execution: { span_id: "mine" }, result: "from span" }] });
  expect(turns[1]).toMatchObject({ kind: "tool", execution: { span_id: "other" } });
});

it("leaves out second observers of the same call", () => {
  expect(build({ calls: [call({}), call({ span_id: "2", billable: false })] }, [])).toHaveLength(1);
});

it("indents agents that work for the first one", () => {
  const turns = build({ calls: [call({ agent_name: "planner" }), call({ agent_name: "writer" })] }, []);
  expect(turns.map((turn) => turn.depth)).toEqual([0, 1]);
});
