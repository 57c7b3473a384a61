// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "@playwright/test";
import { newSpanId, newTraceId, sendTrace } from "./otlp";

const chat = {
  "gen_ai.operation.name": "chat",
  "gen_ai.provider.name": "openai",
  "gen_ai.request.model": "gpt-4o-mini",
  "gen_ai.usage.input_tokens": 60,
  "gen_ai.usage.output_tokens": 12,
};
const request = { type: "tool_call", id: "c1", name: "find_route", arguments: { to: "Knossos" } };

test("a tool that no span shows stands between the calls that asked for it and were told its result", async ({ page }) => {
  const [trace, root] = [newTraceId(), newSpanId()];
  const asking = { role: "assistant", parts: [request] };
  const told = [
    { role: "user", parts: [{ type: "text", content: "How do I get to Knossos?" }] },
    asking,
    { role: "tool", parts: [{ type: "tool_call_response", id: "c1", response: "past the harbour" }] },
  ];
  await sendTrace(`e2e-inferred-${Date.now()}`, trace, [
    { id: root, name: "answer", at: 0, ms: 1000 },
    {
      parent: root,
      name: "chat gpt-4o-mini",
      at: 10,
      ms: 300,
      attributes: { ...chat, "gen_ai.output.messages": JSON.stringify([asking]) },
    },
    {
      parent: root,
      name: "chat gpt-4o-mini",
      at: 710,
      ms: 250,
      attributes: { ...chat, "gen_ai.input.messages": JSON.stringify(told) },
    },
  ]);

  await page.goto(`/traces/${trace}`);
  const tool = page.getByRole("treeitem", { name: /execute_tool find_route/ });
  await expect(tool).toContainText("inferred");
  await expect(tool).toContainText("≤ 400 ms");
  await expect(page.getByText("0 + 1 inferred")).toBeVisible();

  await tool.click();
  const panel = page.getByRole("complementary", { name: "Span" });
  await expect(panel.getByText(/No span shows this tool call/)).toBeVisible();
  await expect(panel.getByText("Knossos")).toBeVisible();
  await expect(panel.getByText("past the harbour")).toBeVisible();
});
