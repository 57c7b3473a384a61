// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "@playwright/test";
import { newSpanId, newTraceId, sendTrace } from "./otlp";

const SERVICE = "e2e-budgets";

async function spend(tokens: number): Promise<void> {
  await sendTrace(SERVICE, newTraceId(), [
    {
      id: newSpanId(),
      name: "chat gpt-4o",
      at: 0,
      ms: 900,
      attributes: {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "openai",
        "gen_ai.request.model": "gpt-4o",
        "gen_ai.usage.input_tokens": tokens,
        "gen_ai.usage.output_tokens": 0,
      },
    },
  ]);
}

test.beforeAll(() => spend(100));

test("a budget is added, seen to be exceeded when usage comes, raised, and removed", async ({ page }) => {
  await page.goto("/costs");
  await page.getByRole("button", { name: "Add budget" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("E2E team");
  await dialog.getByRole("combobox", { name: "For", exact: true }).selectOption("service");
  await dialog.getByLabel("Which one").fill(SERVICE);
  await dialog.getByLabel("Limit", { exact: true }).fill("1000");
  await dialog.getByRole("combobox", { name: "In", exact: true }).selectOption("tokens");
  await dialog.getByRole("button", { name: "Save budget" }).click();
  await expect(dialog).toHaveCount(0);

  const budget = page.getByRole("article", { name: "E2E team" });
  await expect(budget).toContainText(`Service ${SERVICE}, 1,000 tokens a month`);
  await expect(budget).toContainText("100 of 1,000 tokens, 10 %");
  await spend(800);
  await expect(budget).toContainText("Nearly used up");
  await spend(600);
  await expect(budget).toContainText("Exceeded by 500 tokens");
  await expect(budget).toContainText("1,500 of 1,000 tokens, 150 %");

  await budget.getByRole("button", { name: "Edit E2E team" }).click();
  await dialog.getByLabel("Limit", { exact: true }).fill("-1");
  await dialog.getByRole("button", { name: "Save budget" }).click();
  await expect(dialog).toBeVisible();
  await dialog.getByLabel("Limit", { exact: true }).fill("1000000000");
  await dialog.getByRole("button", { name: "Save budget" }).click();
  await expect(budget).toContainText("Within the limit");

  await budget.getByRole("link", { name: SERVICE }).click();
  await expect(page).toHaveURL(/sort=-input_tokens/);
  await expect(page.getByRole("row", { name: new RegExp(SERVICE) })).toHaveCount(3);

  await page.goBack();
  await budget.getByRole("button", { name: "Edit E2E team" }).click();
  await dialog.getByRole("button", { name: "Remove budget" }).click();
  await expect(budget).toHaveCount(0);
});
