// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "@playwright/test";
import { newSpanId, newTraceId, sendTrace } from "./otlp";

test("a failed trace is found through search and facet, and its error by key", async ({ page }) => {
  const service = `e2e-failed-${Date.now()}`;
  const [root, failed] = [newSpanId(), newSpanId()];
  await sendTrace(service, newTraceId(), [{ name: "GET /ok", at: 0, ms: 20 }]);
  await sendTrace(service, newTraceId(), [
    { id: root, name: "POST /checkout", at: 0, ms: 120, error: "checkout failed" },
    {
      id: failed,
      parent: root,
      name: "charge card",
      at: 10,
      ms: 80,
      error: "card declined",
      attributes: { "error.type": "CardError" },
    },
  ]);

  await page.goto("/traces");
  const filter = page.getByRole("combobox", { name: "Filter" });
  await filter.fill(`service:${service}`);
  await filter.press("Enter");
  await expect(page.getByRole("row", { name: /GET \/ok/ })).toBeVisible();

  await page
    .getByRole("complementary", { name: "Facets" })
    .getByRole("button", { name: /^error/ })
    .click();
  await expect(page).toHaveURL(/status%3Aerror/);
  await expect(page.getByRole("row", { name: /GET \/ok/ })).toHaveCount(0);
  await page.getByRole("link", { name: /POST \/checkout/ }).click();

  await expect(page.getByRole("treeitem", { name: /charge card/ })).toBeVisible();
  await page.keyboard.press("e");
  await page.keyboard.press("e");
  const panel = page.getByRole("complementary", { name: "Span" });
  await expect(panel.getByText(/card declined/).first()).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(panel).toHaveCount(0);
});

test("a wrong filter is explained under its character", async ({ page }) => {
  await page.goto("/traces?q=servce%3Ax");
  await expect(page.getByRole("alert")).toContainText("servce");
  await expect(page.getByRole("alert")).toContainText("^^^^^^");
});
