// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "@playwright/test";
import { newSpanId, newTraceId, sendTrace } from "./otlp";

const SERVICE = "e2e-alerts";

test.beforeAll(async () => {
  for (let call = 0; call < 3; call++) {
    await sendTrace(SERVICE, newTraceId(), [
      {
        id: newSpanId(),
        name: "chat gpt-4o",
        at: 0,
        ms: 900,
        error: "the provider refuses",
        attributes: {
          "gen_ai.operation.name": "chat",
          "gen_ai.provider.name": "openai",
          "gen_ai.request.model": "gpt-4o",
        },
      },
    ]);
  }
});

test("a rule is seen over the past, kept, fires, and leads to the traces behind it in three clicks", async ({ page }) => {
  await page.goto(`/traces?q=service:${SERVICE}`);
  await expect(page.getByRole("row")).toHaveCount(4);

  await page.goto("/alerts");
  await page.getByRole("button", { name: "Add alert" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("E2E calls fail");
  await dialog.getByLabel("Filter").fill(`service:${SERVICE}`);
  await dialog.getByLabel("Each alone").selectOption("service");
  await dialog.getByLabel("At least so many").fill("1");
  await dialog.getByLabel("Bad for, minutes").fill("0");
  await expect(dialog.getByRole("status")).toContainText("would have fired 1 time");
  await dialog.getByRole("button", { name: "Save alert" }).click();
  await expect(dialog).toHaveCount(0);

  const alert = page.getByRole("list", { name: "Alerts" }).getByRole("listitem").filter({ hasText: "E2E calls fail" });
  await expect(alert.first()).toContainText("firing", { timeout: 30_000 });

  await page.goto("/");
  await page.getByRole("link", { name: "All alerts" }).click();
  await page.getByRole("link", { name: "E2E calls fail", exact: true }).click();
  await page.getByRole("link", { name: /error rate of e2e-alerts is 100 %/ }).click();
  await expect(page).toHaveURL(/\/traces\?q=/);
  await expect(page.getByRole("row")).toHaveCount(4);

  await page.goto("/alerts");
  await page.getByRole("link", { name: "E2E calls fail", exact: true }).click();
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove alert" }).click();
  await expect(page).toHaveURL(/\/alerts$/);
});
