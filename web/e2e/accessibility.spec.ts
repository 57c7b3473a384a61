// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type axe from "axe-core";
import { expect, test, type Page } from "@playwright/test";
import { wastefulRun } from "./ledgerRun";
import { sendCalls } from "./latencyRun";
import { newSpanId, newTraceId, sendTrace } from "./otlp";

declare global {
  interface Window {
    axe: typeof axe;
  }
}

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const traceId = newTraceId();
const ledgerId = newTraceId();
const latencyId = newTraceId();

test.beforeAll(async () => {
  await sendTrace("e2e-axe", ledgerId, wastefulRun("e2eaxe"));
  await sendCalls("e2e-axe-model", "e2e-axe", latencyId);
  const root = newSpanId();
  await sendTrace("e2e-axe", traceId, [
    { id: root, name: "GET /", at: 0, ms: 50, error: "failed" },
    {
      parent: root,
      name: "chat qwen-max",
      at: 5,
      ms: 30,
      attributes: { "gen_ai.operation.name": "chat", "gen_ai.request.model": "qwen-max", "gen_ai.conversation.id": "axe" },
    },
  ]);
});

async function severe(page: Page): Promise<string[]> {
  // Added through the debugger, which the page's content policy does not bind.
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => window.axe.run());
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`);
}

const PAGES = [
  "/",
  "/traces",
  "/traces?chart=heatmap",
  "/compare",
  "/compare?q=has:error",
  `/compare?a=${traceId}&b=${ledgerId}`,
  "/serving",
  "/serving/settings",
  `/traces/${traceId}`,
  `/traces/${traceId}?tab=conversation`,
  `/traces/${traceId}?tab=tokens`,
  `/traces/${ledgerId}?tab=tokens`,
  `/traces/${traceId}?tab=latency`,
  `/traces/${latencyId}?tab=latency`,
  `/traces/${traceId}?tab=logs`,
  "/logs",
  "/logs?view=patterns",
  "/sessions",
  "/costs",
  "/map",
  "/map?view=list",
  "/services",
  "/latency",
  "/models",
  "/models/e2e-axe-model",
  "/tools",
  "/tools/e2eaxe_search",
  "/findings",
  "/findings?thresholds=1",
  "/explore",
  "/dashboards",
  "/dashboards/application",
  "/dashboards/model-serving",
  "/sql",
  "/settings",
];

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });
    for (const path of PAGES) {
      test(`no serious finding on ${path.replace(traceId, "…").replace(ledgerId, "(ledger)").replace(latencyId, "(latency)")}`, async ({
        page,
      }) => {
        await page.goto(path);
        await page.waitForLoadState("networkidle").catch(() => undefined);
        await expect(page.getByRole("main")).toBeVisible();
        expect(await severe(page)).toEqual([]);
      });
    }
  });
}

test("no serious finding with the palette or the help open", async ({ page }) => {
  await page.goto("/traces");
  await expect(page.getByRole("combobox", { name: "Filter" })).toBeVisible();
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog", { name: "Search everything" })).toBeVisible();
  expect(await severe(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Shortcuts" })).toBeVisible();
  expect(await severe(page)).toEqual([]);
});
