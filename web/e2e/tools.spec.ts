// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "@playwright/test";
import { sendWastefulRun } from "./ledgerRun";
import { newTraceId } from "./otlp";

const traceId = newTraceId();
let tool = "";

test.beforeAll(async () => {
  tool = await sendWastefulRun(traceId, "e2etools");
});

test.beforeEach(async ({ page }) => {
  await expect
    .poll(async () => (await (await page.request.get(`/api/v1/traces/${traceId}/ledger`)).json()).state, { timeout: 40_000 })
    .toBe("done");
});

test("the list shows what was offered and never used", async ({ page }) => {
  await page.goto("/tools?from=now-1h&find=e2etools");
  const table = page.getByRole("table", { name: "Tools" });
  await expect(table.getByRole("row", { name: new RegExp(tool) })).toContainText("1 of 1");
  await page.getByRole("button", { name: /^Never used/ }).click();
  await expect(table.getByRole("row", { name: /e2etools_unused_0/ })).toContainText("never, of 1");
  await expect(table.getByRole("link", { name: tool, exact: true })).toHaveCount(0);
});

test("columns are chosen and stay in the address", async ({ page }) => {
  await page.goto("/tools?from=now-1h&find=e2etools");
  await page
    .getByRole("button", { name: "Choose columns" })
    .or(page.getByRole("button", { name: "Columns" }))
    .click();
  await page.getByRole("checkbox", { name: "Result p95" }).check();
  await expect(page.getByRole("columnheader", { name: "Result p95" })).toBeVisible();
  await expect(page).toHaveURL(/cols=.*result_tokens_p95/);
});

test("a tool says where its tokens went, what it was defined as, and opens its traces", async ({ page }) => {
  await page.goto("/tools?from=now-1h&find=e2etools");
  await page.getByRole("link", { name: tool, exact: true }).click();
  await expect(page.getByRole("heading", { name: tool })).toBeVisible();
  await expect(page.getByText(/^Called 7 times in 1 run/)).toBeVisible();
  await expect(page.getByRole("region", { name: "Where its tokens went" }).getByText("sent again").last()).toBeVisible();
  await expect(page.getByRole("group", { name: "Definition, line by line" })).toContainText("what to look for");
  await expect(
    page
      .getByRole("region", { name: /^What if/ })
      .getByRole("listitem")
      .first(),
  ).toBeVisible();
  await expect(page.getByRole("table", { name: "Largest results" }).getByRole("row")).toHaveCount(8);
  await page.getByRole("link", { name: "dearest traces" }).click();
  await expect(page).toHaveURL(/\/traces\?.*tool.*sort=-cost_usd/);
  await expect(page.getByRole("row", { name: /e2etools/ }).first()).toBeVisible();
});

test("a tool nobody knows is not an empty page", async ({ page }) => {
  await page.goto("/tools/e2e_no_such_tool");
  await expect(page.getByRole("heading", { name: "e2e_no_such_tool cannot be shown" })).toBeVisible();
});
