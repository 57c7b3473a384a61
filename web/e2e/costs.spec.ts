// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "@playwright/test";
import { newSpanId, newTraceId, sendTrace } from "./otlp";

const MODEL = "e2e-house-model";

test.beforeAll(async () => {
  await sendTrace("e2e-costs", newTraceId(), [
    {
      id: newSpanId(),
      name: `chat ${MODEL}`,
      at: 0,
      ms: 900,
      attributes: {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "house",
        "gen_ai.request.model": MODEL,
        "gen_ai.usage.input_tokens": 1_000_000,
        "gen_ai.usage.output_tokens": 100_000,
      },
    },
  ]);
});

test("a model nobody lists gets a price, stored calls are priced anew, and the costs page shows them", async ({ page }) => {
  await page.goto("/costs?from=now-15m&by=model");
  const row = page.getByRole("row", { name: new RegExp(MODEL) });
  await expect(row).toContainText("0 %");

  await page.goto("/settings#prices");
  const prices = page.getByRole("region", { name: "Prices", exact: true }).first();
  await page.getByLabel("Model", { exact: true }).fill("e2e-house-*");
  await page.getByLabel("Input, for a million tokens").fill("2");
  await page.getByLabel("Output, for a million tokens").fill("10");
  await page.getByLabel("Valid from").fill("2020-01-01");
  await page.getByRole("button", { name: "Add price" }).click();
  await expect(prices.getByRole("row", { name: /e2e-house-\*/ })).toContainText("2020-01-01");
  await expect(async () => {
    await page.goto("/settings");
    await page.getByRole("button", { name: "Price the last 30 days anew" }).click();
    await expect(page.getByRole("listitem").filter({ hasText: / now$/ }).first()).toBeVisible({ timeout: 5_000 });
    await page.goto("/costs?from=now-15m&by=model");
    await expect(row).toContainText("$3.00", { timeout: 2_000 });
  }).toPass({ timeout: 40_000 });

  await row.getByRole("link", { name: MODEL }).click();
  await expect(page).toHaveURL(/sort=-cost_usd/);
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole("row", { name: /e2e-costs/ })).toContainText("$3.00", { timeout: 2_000 });
  }).toPass({ timeout: 20_000 });

  await page.goto("/settings");
  await page.getByRole("button", { name: "Delete the price of e2e-house-*" }).click();
  await expect(page.getByRole("button", { name: "Delete the price of e2e-house-*" })).toHaveCount(0);
});
