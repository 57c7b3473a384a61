// SPDX-License-Identifier: Apache-2.0
import { expect, test, type Page } from "@playwright/test";
import { sendWastefulRun } from "./ledgerRun";
import { newSpanId, newTraceId, sendTrace } from "./otlp";

const traceId = newTraceId();
let tool = "";

test.beforeAll(async () => {
  tool = await sendWastefulRun(traceId, "e2eledger");
});

async function analysed(page: Page, id: string): Promise<void> {
  await expect
    .poll(async () => (await (await page.request.get(`/api/v1/traces/${id}/ledger`)).json()).state, { timeout: 40_000 })
    .toBe("done");
}

test("the tab answers while the trace is analysed, then in one sentence, figures and bars", async ({ page }) => {
  await page.goto(`/traces/${traceId}?tab=tokens`);
  await expect(page.getByRole("heading", { name: /input tokens/ })).toBeVisible({ timeout: 40_000 });
  const figures = page.getByRole("region", { name: "Figures" });
  await expect(figures.getByText("Hole index")).toBeVisible();
  await expect(page.getByRole("listbox", { name: "Model calls" }).getByRole("option")).toHaveCount(8);
  await expect(page.getByRole("button", { name: /^Tool definitions/ })).toBeVisible();
  await expect(page.getByRole("button", { name: /^Results, sent again/ })).toBeVisible();
});

test("a bar opens its span, by keyboard alone", async ({ page }) => {
  await analysed(page, traceId);
  await page.goto(`/traces/${traceId}?tab=tokens`);
  const calls = page.getByRole("listbox", { name: "Model calls" });
  await calls.focus();
  await page.keyboard.press("End");
  await expect(page.getByText("Call 8 of 8")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/span=/);
  await expect(page.getByRole("complementary", { name: "Span" }).getByRole("heading", { name: /chat gpt-4o/ })).toBeVisible();
  await expect(calls.getByRole("option", { selected: true })).toHaveCount(1);
});

test("the treemap and the table name the tool, and lead to its page", async ({ page }) => {
  await analysed(page, traceId);
  await page.goto(`/traces/${traceId}?tab=tokens`);
  const map = page.getByRole("group", { name: "Treemap of servers and tools" });
  await expect(map.getByRole("link", { name: new RegExp(tool) })).toBeVisible();
  const table = page.getByRole("table", { name: "Tools of this trace" });
  await expect(table.getByRole("row").nth(1)).toContainText(tool);
  await expect(table.getByText("never").first()).toBeVisible();
  await table.getByRole("button", { name: "Used" }).click();
  await expect(table.getByRole("columnheader", { name: "Used" })).toHaveAttribute("aria-sort", "descending");
  await table.getByRole("link", { name: tool }).click();
  await expect(page).toHaveURL(new RegExp(`/tools/${tool}`));
  await expect(page.getByRole("heading", { name: tool })).toBeVisible();
});

test("three clicks lead from an expensive hour to the tool that caused it", async ({ page }) => {
  await analysed(page, traceId);
  await page.goto("/costs?from=now-1h&by=model");
  const chart = page.getByRole("img", { name: /Cost by model over time/ });
  await expect(chart.locator("canvas")).toBeVisible();
  const box = await chart.boundingBox();
  if (!box) throw new Error("the chart has no box");
  // The run ended half a minute ago: its bar is one of the last.
  for (let x = box.x + box.width - 12; x > box.x + 80 && !page.url().includes("/traces"); x -= 8) {
    await page.mouse.click(x, box.y + box.height - 40);
  }
  await expect(page).toHaveURL(/\/traces\?.*sort=-cost_usd/);
  await page
    .getByRole("row", { name: /e2eledger/ })
    .getByRole("link", { name: /^\$/ })
    .first()
    .click();
  await expect(page).toHaveURL(/tab=tokens/);
  await expect(page.getByRole("table", { name: "Tools of this trace" }).getByRole("row").nth(1)).toContainText(tool);
});

test("a trace without a model call, and one without usage, say so", async ({ page }) => {
  const [plain, silent] = [newTraceId(), newTraceId()];
  await sendTrace("e2e-ledger", plain, [{ id: newSpanId(), name: "GET /", at: 0, ms: 5 }]);
  await sendTrace("e2e-ledger", silent, [
    {
      id: newSpanId(),
      name: "chat qwen-max",
      at: 0,
      ms: 50,
      attributes: { "gen_ai.operation.name": "chat", "gen_ai.provider.name": "dashscope", "gen_ai.request.model": "qwen-max" },
    },
  ]);
  await analysed(page, plain);
  await page.goto(`/traces/${plain}?tab=tokens`);
  await expect(page.getByRole("heading", { name: "Nothing here called a model" })).toBeVisible();
  await analysed(page, silent);
  await page.goto(`/traces/${silent}?tab=tokens`);
  await expect(page.getByRole("heading", { name: "No call said how many tokens it used" })).toBeVisible();
});
