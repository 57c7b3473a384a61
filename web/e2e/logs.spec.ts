// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "@playwright/test";
import { newSpanId, newTraceId, sendLogs, sendTrace } from "./otlp";

test("an error in the logs leads to its trace, and the trace to its logs", async ({ page }) => {
  const service = `e2e-logs-${Date.now()}`;
  const [trace, span] = [newTraceId(), newSpanId()];
  await sendTrace(service, trace, [{ id: span, name: "POST /checkout", at: 0, ms: 90 }]);
  await sendLogs(service, [
    { body: "order 17 accepted", trace, span },
    { body: "order 18 accepted" },
    { body: "card declined for order 17", severity: 17, trace, span, attributes: { "order.id": "17" } },
  ]);

  await page.goto("/logs");
  const filter = page.getByRole("combobox", { name: "Filter" });
  await filter.fill(`service:${service}`);
  await filter.press("Enter");
  await expect(page.getByText("3 log records")).toBeVisible();
  await page.getByRole("button", { name: /1 error/ }).click();
  await expect(page.getByRole("row", { name: /order 18/ })).toHaveCount(0);

  await page.getByRole("link", { name: /card declined/ }).click();
  const panel = page.getByRole("complementary", { name: "Log record" });
  await expect(panel.getByText("order.id")).toBeVisible();
  await panel.getByRole("link", { name: "Open its trace" }).click();
  await expect(page).toHaveURL(new RegExp(`/traces/${trace}`));

  await page.getByRole("link", { name: "Logs (2)" }).click();
  await expect(page.getByRole("row", { name: /order 17 accepted/ })).toBeVisible();
  await page.getByRole("link", { name: /card declined/ }).click();
  await expect(page.getByRole("region", { name: "Log record" }).getByText("order.id")).toBeVisible();
});

test("lines that differ in their values are one pattern", async ({ page }) => {
  const service = `e2e-patterns-${Date.now()}`;
  await sendLogs(service, [{ body: "job 1 done" }, { body: "job 2 done" }, { body: "queue is empty" }]);
  await page.goto(`/logs?q=${encodeURIComponent(`service:${service}`)}`);
  await page.getByRole("link", { name: "Patterns" }).click();
  await page.getByRole("link", { name: "job * done" }).click();
  await expect(page.getByText("2 log records")).toBeVisible();
  await expect(page.getByRole("row", { name: /queue is empty/ })).toHaveCount(0);
});

test("records appear while the page is followed live", async ({ page }) => {
  const service = `e2e-live-${Date.now()}`;
  await page.goto(`/logs?live=1&q=${encodeURIComponent(`service:${service}`)}`);
  await expect(page.getByText(/Following live/)).toBeVisible();
  await sendLogs(service, [{ body: "just now" }]);
  await expect(page.getByRole("row", { name: /just now/ })).toBeVisible();
});

test("a wrong filter is explained, and an empty list says how to send", async ({ page }) => {
  await page.goto("/logs?q=sevrity%3E%3D17");
  await expect(page.getByRole("alert")).toContainText("sevrity");
  await page.goto("/logs?from=now-1s&to=now");
  await expect(page.getByText("No logs in this time range")).toBeVisible();
  await page.getByRole("tab", { name: "Access log of a gateway" }).click();
  await expect(page.getByText("/api/v1/logs/lines")).toBeVisible();
});
