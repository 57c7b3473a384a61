// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "@playwright/test";
import { sendWastefulRun } from "./ledgerRun";
import { newTraceId } from "./otlp";

const traceId = newTraceId();
const AGENT = "e2efindings";
const UNUSED = `/findings?from=now-1h&rule=BH-09&q=agent:${AGENT}`;

test.beforeAll(async () => {
  await sendWastefulRun(traceId, AGENT);
});

test.beforeEach(async ({ page }) => {
  await expect
    .poll(async () => (await (await page.request.get(`/api/v1/traces/${traceId}/findings`)).json()).findings?.length ?? 0, {
      timeout: 40_000,
    })
    .toBeGreaterThan(0);
});

test("a finding points at its spans in the waterfall", async ({ page }) => {
  await page.goto(`/traces/${traceId}?tab=tokens`);
  const findings = page.getByRole("region", { name: "What to do" });
  await findings
    .getByRole("link", { name: /in the waterfall$/ })
    .first()
    .click();
  await expect(page).toHaveURL(/marked=/);
  await expect(page.getByRole("button", { name: /marked spans$/ })).toBeVisible();
  await page.getByRole("button", { name: /marked spans$/ }).click();
  await expect(page).not.toHaveURL(/marked=/);
});

test("the inbox ranks findings, and one is acknowledged, fixed and opened again with notes", async ({ page }) => {
  await page.goto(UNUSED);
  const row = page.getByRole("table", { name: "Findings" }).getByRole("row", { name: new RegExp(AGENT) });
  await row.getByRole("link").click();
  await expect(page).toHaveURL(/\/findings\/[0-9a-f]{16}/);
  const state = page.getByRole("region", { name: "State" });
  await state.getByRole("textbox", { name: "Note" }).fill("the platform team trims the list");
  await state.getByRole("button", { name: "Acknowledge" }).click();
  await expect(state.getByText("Acknowledged.")).toBeVisible();
  await expect(page.getByRole("region", { name: "History" })).toContainText("the platform team trims the list");
  await state.getByRole("button", { name: "Mark as fixed" }).click();
  await expect(state.getByText("Fixed.")).toBeVisible();
  await page.goto(UNUSED);
  await expect(page.getByRole("heading", { name: "No finding fits" })).toBeVisible();
  await page.getByRole("button", { name: "Fixed" }).click();
  await row.getByRole("link").click();
  await state.getByRole("button", { name: "Open again" }).click();
  await expect(state.getByText("Open.")).toBeVisible();
});

test("a run of a finding opens where its tokens went", async ({ page }) => {
  await page.goto(UNUSED);
  await page
    .getByRole("table", { name: "Findings" })
    .getByRole("row", { name: new RegExp(AGENT) })
    .getByRole("link")
    .click();
  await page.getByRole("table", { name: "Runs that have it" }).getByRole("row").nth(1).getByRole("link").first().click();
  await expect(page).toHaveURL(new RegExp(`/traces/${traceId}.*tab=tokens`));
});

test("a threshold is changed for one agent, and goes back to its default", async ({ page }) => {
  await page.goto("/findings");
  await page.getByRole("button", { name: "Thresholds" }).click();
  const dialog = page.getByRole("dialog", { name: "Thresholds" });
  await dialog.getByLabel("for agent").fill("e2e-long-runs");
  await dialog.getByRole("button", { name: "Add" }).click();
  const warning = dialog.getByRole("spinbutton", { name: /^Warning: .* for e2e-long-runs$/ });
  await warning.fill("37");
  const row = dialog.getByRole("row", { name: /e2e-long-runs/ });
  await row.getByRole("button", { name: "Save" }).click();
  await expect(row.getByRole("button", { name: /^Back to the default/ })).toBeVisible();
  await row.getByRole("button", { name: /^Back to the default/ }).click();
  await expect(warning).not.toHaveValue("37");
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
});

test("an empty inbox says what findings are", async ({ page }) => {
  await page.goto("/findings?from=2001-01-01T00:00:00Z&to=2001-01-02T00:00:00Z");
  await expect(page.getByRole("heading", { name: "Nothing found in this time range" })).toBeVisible();
});
