// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "@playwright/test";
import { newSpanId, newTraceId, sendTrace } from "./otlp";

test.skip(!process.env.CLEW_URL, "the mock compares nothing");

const SERVICE = `e2e-alerts-${newSpanId()}`;

const BUILD = "e2e-broken-build";

test.beforeAll(async () => {
  for (let call = 0; call < 4; call++) {
    await sendTrace(SERVICE, newTraceId(), [
      {
        id: newSpanId(),
        name: "chat gpt-4o",
        at: -600_000,
        ms: 900,
        attributes: {
          "gen_ai.operation.name": "chat",
          "gen_ai.provider.name": "openai",
          "gen_ai.request.model": "gpt-4o",
          "app.build": "e2e-good-build",
        },
      },
    ]);
  }
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
          "app.build": BUILD,
        },
      },
    ]);
  }
});

test("a rule is seen over the past, kept, fires, and leads from Overview to its cause in three clicks", async ({ page }) => {
  await page.goto(`/traces?q=service:${SERVICE}`);
  await expect(page.getByRole("row")).toHaveCount(8);

  await page.goto("/alerts");
  await page.getByRole("button", { name: "Add alert" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("E2E calls fail");
  await dialog.getByRole("combobox", { name: "Filter" }).fill(`service:${SERVICE}`);
  await dialog.getByLabel("Grouped by").selectOption("service");
  await dialog.getByLabel("Minimum number of calls").fill("1");
  await dialog.getByLabel("Pending for, minutes").fill("0");
  await expect(dialog.getByRole("status")).toContainText("would have fired 1 time");
  await dialog.getByRole("button", { name: "Save alert" }).click();
  await expect(dialog).toHaveCount(0);

  const alert = page.getByRole("list", { name: "Alerts" }).getByRole("listitem").filter({ hasText: "E2E calls fail" });
  await expect(alert.first()).toContainText("firing", { timeout: 30_000 });

  await page.goto("/");
  await page
    .getByRole("region", { name: "Open alerts" })
    .getByRole("link", { name: /E2E calls fail/ })
    .click();
  const changed = page.getByRole("region", { name: `What changed for ${SERVICE}` });
  const build = changed.getByRole("listitem").filter({ hasText: BUILD }).first();
  await expect(build).toContainText("100 % of failed traces");
  await build.getByRole("link", { name: /^failed traces/ }).click();
  await expect(page).toHaveURL(/\/traces\?.*has%3Aerror/);
  await expect(page.getByRole("row")).toHaveCount(4);
  await page
    .getByRole("row")
    .nth(1)
    .getByRole("link", { name: /chat gpt-4o/ })
    .click();
  await expect(page).toHaveURL(/\/traces\/[0-9a-f]{32}/);

  await page.goto("/alerts");
  await page.getByRole("link", { name: "E2E calls fail", exact: true }).click();
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove alert" }).click();
  await expect(page).toHaveURL(/\/alerts$/);
});
