// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "@playwright/test";
import { newSpanId, newTraceId, sendTrace } from "./otlp";

const traceId = newTraceId();
const CALL = { "gen_ai.operation.name": "chat", "gen_ai.provider.name": "openai", "gen_ai.request.model": "gpt-map" };

test.beforeAll(async () => {
  const [entry, request, call] = [newSpanId(), newSpanId(), newSpanId()];
  await sendTrace("e2e-web", traceId, [
    { id: entry, name: "GET /ask", at: 0, ms: 900 },
    { id: request, parent: entry, name: "POST /answer", at: 5, ms: 880 },
  ]);
  await sendTrace("e2e-agent", traceId, [
    {
      id: call,
      parent: request,
      name: "chat gpt-map",
      at: 10,
      ms: 800,
      error: "overloaded",
      attributes: { ...CALL, "gen_ai.usage.input_tokens": 4000, "gen_ai.usage.output_tokens": 100 },
    },
  ]);
});

test("a request is drawn from service to provider, and a node opens its traces", async ({ page }) => {
  await page.goto("/map?from=now-15m");
  const map = page.getByRole("group", { name: "Service map" });
  await map.getByRole("button", { name: /^e2e-agent/ }).click();
  await expect(page).toHaveURL(/node=e2e-agent/);
  const panel = page.getByRole("complementary", { name: "e2e-agent" });
  await expect(panel.getByRole("button", { name: "e2e-web" })).toBeVisible();
  await panel.getByRole("button", { name: "openai" }).click();
  await expect(page.getByRole("complementary", { name: "openai" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("complementary")).toHaveCount(0);

  await map.getByRole("button", { name: /^e2e-web/ }).press("Enter");
  await page.getByRole("navigation", { name: "Traces" }).getByRole("link", { name: "Traces" }).click();
  await expect(page).toHaveURL(/\/traces\?.*service/);
  await expect(page.getByRole("link", { name: /GET \/ask/ }).first()).toBeVisible();
});

test("the list says the same in words", async ({ page }) => {
  await page.goto("/map?from=now-15m&view=list");
  const list = page.getByRole("list", { name: "Services and what they call" });
  await expect(list.getByText("calls e2e-agent")).toBeVisible();
  await expect(list.getByText(/failed · .* tokens/).first()).toBeVisible();
});

test("a phone gets the list", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/map?from=now-15m");
  await expect(page.getByRole("list", { name: "Services and what they call" })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});

test("an empty map says how it fills", async ({ page }) => {
  await page.goto("/map?from=2001-01-01T00:00:00Z&to=2001-01-02T00:00:00Z");
  await expect(page.getByRole("heading", { name: "No calls in this time range" })).toBeVisible();
});

test("a rule of the project is added and deleted in the settings", async ({ page }) => {
  await page.goto("/settings");
  const section = page.getByRole("region", { name: "Layers", exact: true });
  await section.getByLabel("Value").fill("edge-e2e");
  await section.getByLabel("Layer", { exact: true }).selectOption("api_gateway");
  await section.getByRole("button", { name: "Add rule" }).click();
  const row = section.getByRole("row", { name: /service is edge-e2e/ });
  await expect(row).toContainText("API gateway");
  await row.getByRole("button").click();
  await expect(row).toHaveCount(0);
});

test("the slider shows one moment of the range, and the address keeps it", async ({ page }) => {
  await page.goto("/map?from=now-1h");
  const map = page.getByRole("group", { name: "Service map" });
  await expect(map.getByRole("button", { name: /^e2e-web/ })).toBeVisible();
  const slider = page.getByRole("slider", { name: "Moment" });
  await slider.press("Home");
  await expect(page.getByRole("heading", { name: "No such calls here" })).toBeVisible();
  await expect(page).toHaveURL(/at=/);

  // The spans of this file began half a minute before they were sent: in one of the last minutes.
  const last = Number(await slider.getAttribute("max"));
  for (const place of [last, last - 1, last - 2]) {
    const [answer] = await Promise.all([
      page.waitForResponse((response) => response.url().includes("/api/v1/map?")),
      slider.fill(String(place)),
    ]);
    const { nodes } = (await answer.json()) as { nodes: { id: string }[] };
    if (nodes.some(({ id }) => id === "e2e-web")) break;
  }
  await page.reload();
  await map.getByRole("button", { name: /^e2e-web/ }).click();
  await expect(page.getByRole("navigation", { name: "Traces" }).getByRole("link", { name: "Failed" })).toHaveAttribute(
    "href",
    /from=20.*to=20/,
  );
  await page.getByRole("button", { name: "Whole range" }).click();
  await expect(page).not.toHaveURL(/at=/);
});

test("the filter keeps the requests that match", async ({ page }) => {
  await page.goto("/map?from=now-15m");
  const map = page.getByRole("group", { name: "Service map" });
  const filter = page.getByRole("combobox", { name: "Filter" });
  await filter.fill("service:e2e-agent model:gpt-map");
  await filter.press("Enter");
  await expect(map.getByRole("button", { name: /^e2e-agent/ })).toBeVisible();
  await expect(map.getByRole("button")).toHaveCount(3);
  await expect(page).toHaveURL(/q=service/);
  await filter.fill("service:nobody");
  await filter.press("Enter");
  await expect(page.getByRole("heading", { name: "No such calls here" })).toBeVisible();
  await filter.fill("bogus:1");
  await filter.press("Enter");
  await expect(page.getByText(/unknown field/i)).toBeVisible();
});
