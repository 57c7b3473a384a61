// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "@playwright/test";
import { newSpanId, newTraceId, sendTrace, type TestSpan } from "./otlp";

const QUESTION = { role: "user", parts: [{ type: "text", content: "Where is my order 4711?" }] };
const ASKS = {
  role: "assistant",
  parts: [{ type: "tool_call", id: "call_1", name: "get_order", arguments: { id: 4711 } }],
  finish_reason: "tool_call",
};
const RESULT = { role: "tool", parts: [{ type: "tool_call_response", id: "call_1", response: "left the depot" }] };
const ANSWER = {
  role: "assistant",
  parts: [{ type: "text", content: "It is **on its way** <script>alert(1)</script>" }],
  finish_reason: "stop",
};

function modelCall(parent: string, at: number, input: object[], output: object[]): TestSpan {
  return {
    parent,
    name: "chat qwen-max",
    at,
    ms: 400,
    attributes: {
      "gen_ai.operation.name": "chat",
      "gen_ai.provider.name": "dashscope",
      "gen_ai.request.model": "qwen-max",
      "gen_ai.usage.input_tokens": 120,
      "gen_ai.usage.output_tokens": 14,
      "gen_ai.input.messages": JSON.stringify(input),
      "gen_ai.output.messages": JSON.stringify(output),
    },
  };
}

test("a conversation reads as a chat, with tools paired and nothing shown twice", async ({ page }) => {
  const traceId = newTraceId();
  const agent = newSpanId();
  await sendTrace("e2e-chat", traceId, [
    {
      id: agent,
      name: "invoke_agent support",
      at: 0,
      ms: 1000,
      attributes: { "gen_ai.operation.name": "invoke_agent", "gen_ai.agent.name": "support" },
    },
    modelCall(agent, 5, [QUESTION], [ASKS]),
    {
      parent: agent,
      name: "execute_tool get_order",
      at: 410,
      ms: 60,
      attributes: { "gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "get_order", "gen_ai.tool.call.id": "call_1" },
    },
    modelCall(agent, 480, [QUESTION, ASKS, RESULT], [ANSWER]),
  ]);
  await expect
    .poll(async () => (await (await page.request.get(`/api/v1/traces/${traceId}/conversation`)).json()).calls?.length)
    .toBe(2);

  await page.goto(`/traces/${traceId}?tab=conversation`);
  await expect(page.getByText("Where is my order 4711?")).toHaveCount(1);
  await expect(page.getByText("get_order").first()).toBeVisible();
  await expect(page.getByText("left the depot").first()).toBeVisible();
  await expect(page.getByText("2 messages sent again")).toBeVisible();
  await expect(page.getByRole("strong").filter({ hasText: "on its way" })).toBeVisible();
  // What a model writes stays text.
  await expect(page.getByText("<script>alert(1)</script>")).toBeVisible();
});
