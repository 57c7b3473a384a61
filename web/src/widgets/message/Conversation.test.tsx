// SPDX-License-Identifier: Apache-2.0
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { buildConversation, depthByAgent, type ConversationData } from "@/base/conversation";
import { Conversation } from "./Conversation";

afterEach(cleanup);

const call = {
  parent_span_id: null,
  duration_ms: 400,
  status: "ok",
  billable: true,
  model: "qwen-max",
  input_tokens: 120,
  output_tokens: 14,
  system: ["s"],
};
const data: ConversationData = {
  calls: [
    { ...call, span_id: "1", start_time: "2026-01-01T00:00:00Z", input: ["u"], output: ["a"] },
    { ...call, span_id: "2", start_time: "2026-01-01T00:00:02Z", input: ["u", "a", "r"], output: ["b"] },
  ],
  tools: [
    {
      span_id: "t",
      parent_span_id: null,
      start_time: "2026-01-01T00:00:01Z",
      duration_ms: 60,
      status: "ok",
      tool_name: "get_order",
      tool_call_id: "c1",
    },
  ],
  messages: {
    s: { hash: "s", role: "system", parts: [{ type: "text", text: "Be brief" }] },
    u: { hash: "u", role: "user", parts: [{ type: "text", text: "Where is it?" }] },
    a: { hash: "a", role: "assistant", parts: [{ type: "tool_call", id: "c1", name: "get_order", arguments: { id: 1 } }] },
    r: { hash: "r", role: "tool", parts: [{ type: "tool_result", id: "c1", name: null, result: "left the depot" }] },
    b: {
      hash: "b",
      role: "assistant",
      parts: [
        { type: "reasoning", text: "Think" },
        { type: "text", text: "On its way" },
      ],
    },
  },
};

it("reads as a chat and keeps what was said before out of sight", () => {
  render(<Conversation turns={buildConversation(data, depthByAgent(data))} spanHref={(id) => `/span/${id}`} />);
  expect(screen.getAllByText("Where is it?")).toHaveLength(1);
  expect(screen.getByText("left the depot")).toBeDefined();
  expect(screen.getByText("On its way")).toBeDefined();
  expect(screen.queryByText("Be brief")).toBeNull();
  expect(screen.getByText("2 messages sent again")).toBeDefined();
  expect(screen.getByText("60 ms").getAttribute("href")).toBe("/span/t");
});

it("unfolds reasoning on demand", () => {
  render(<Conversation turns={buildConversation(data, depthByAgent(data))} spanHref={(id) => id} />);
  expect(screen.queryByText("Think")).toBeNull();
  const fold = screen.getByText("Reasoning, 5 characters").closest("details");
  if (!fold) throw new Error("no fold around the reasoning");
  fold.open = true;
  fireEvent(fold, new Event("toggle"));
  expect(screen.getByText("Think")).toBeDefined();
});
