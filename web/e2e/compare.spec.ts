// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "@playwright/test";
import { newSpanId, newTraceId, sendTraces, type TestTrace } from "./otlp";

test.skip(!process.env.CLEW_URL, "the mock compares nothing");

const SERVICE = `e2e-compare-${newSpanId()}`;
const [good, bad] = [newTraceId(), newTraceId()];

/** A run that searches once, or three times in vain before it gives up. */
function run(traceId: string, failed: boolean, agoMs: number): TestTrace {
  const root = newSpanId();
  const search = (at: number) => ({ parent: root, name: "search", at, ms: 100, attributes: { "gen_ai.tool.name": "search" } });
  return {
    traceId,
    agoMs,
    spans: [
      {
        id: root,
        name: "ask",
        at: 0,
        ms: failed ? 900 : 300,
        ...(failed ? { error: "gave up" } : {}),
        attributes: { "app.build": failed ? "e2e-7" : "e2e-6" },
      },
      ...(failed ? [search(10), search(210), search(410), { parent: root, name: "apologise", at: 600, ms: 50 }] : [search(10)]),
    ],
  };
}

test.beforeAll(() =>
  sendTraces(SERVICE, [
    ...Array.from({ length: 24 }, (_, index) => run(newTraceId(), index % 2 === 0, 60_000 + index * 1000)),
    run(good, false, 45_000),
    run(bad, true, 40_000),
  ]),
);

test("what failed traces have in common comes first, and its number opens them", async ({ page }) => {
  await page.goto(`/traces?q=service:${SERVICE}`);
  await page.getByRole("button", { name: "Compare" }).first().click();
  await page.getByRole("button", { name: "Failed against the rest" }).click();
  await expect(page.getByText(`Both within service:${SERVICE}`)).toBeVisible();
  const build = page.getByRole("list", { name: "Differences" }).getByRole("listitem").filter({ hasText: "e2e-7" }).first();
  await expect(build).toContainText("100 % of failed traces, 0 % of the others");
  await build.getByRole("link", { name: /^failed traces: 100 %/ }).click();
  await expect(page).toHaveURL(/\/traces\?/);
  await expect(page.getByRole("row")).toHaveCount(14);
});

test("two traces chosen in the list stand side by side", async ({ page }) => {
  await page.goto(`/traces?q=${encodeURIComponent(`trace:${good} OR trace:${bad}`)}`);
  const boxes = page.getByRole("checkbox", { name: "Compare ask" });
  await boxes.nth(1).check();
  await boxes.nth(0).check();
  await page.getByRole("button", { name: "Compare them" }).click();
  await expect(page.getByRole("heading", { name: /The second took 600 ms longer/ })).toBeVisible();
  const steps = page.getByRole("table", { name: "Step by step" });
  await expect(steps.getByRole("row", { name: /search/ })).toContainText("1 → 3");
  await expect(steps.getByRole("row", { name: /apologise/ })).toContainText("only second");
  await steps
    .getByRole("row", { name: /apologise/ })
    .getByRole("link")
    .click();
  await expect(page).toHaveURL(new RegExp(`/traces/${bad}`));
});
