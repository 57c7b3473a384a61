// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { newSpanId, newTraceId } from "./otlp";
import { exportTo, newProject, resource, seeOnly, type OwnProject } from "./ownProject";

test.skip(!process.env.CLEW_URL, "the mock keeps no metrics");

/** Gauges of a model server over the last minutes. */
async function sendServing(project: OwnProject): Promise<void> {
  const metrics = ["vllm:num_requests_running", "vllm:num_requests_waiting", "vllm:kv_cache_usage_perc"].map((name, nth) => ({
    name,
    gauge: {
      dataPoints: [5, 4, 3, 2, 1].map((ago) => ({
        timeUnixNano: String((Date.now() - ago * 60_000) * 1e6),
        asDouble: (nth + ago) / 10,
        attributes: [{ key: "model_name", value: { stringValue: "qwen3-8b" } }],
      })),
    },
  }));
  await exportTo(project, "metrics", {
    resourceMetrics: [{ resource: resource({ "service.name": "vllm" }), scopeMetrics: [{ metrics }] }],
  });
}

test("a ready dashboard says what it needs, and fills itself when metrics arrive", async ({ page }) => {
  const project = await newProject("serving");
  await seeOnly(page, project);
  await page.goto("/dashboards?from=now-15m");
  const card = page.getByRole("region", { name: "Ready dashboards" }).getByRole("link", { name: /Model serving/ });
  await expect(card).toContainText("waits for data");
  await card.click();
  await expect(page.getByRole("heading", { name: "Waiting for data" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Panels without data" })).toContainText("Scrape /metrics of vLLM");

  await sendServing(project);
  // Nobody reloads: the page looks again by itself.
  await expect(page.getByRole("img", { name: /^Running requests over time/ })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole("region", { name: "KV cache in use" })).toContainText("qwen3-8b");
  await expect(page.getByRole("button", { name: /panels wait for data/ })).toBeVisible();
  await page.getByRole("combobox", { name: "Model", exact: true }).selectOption("qwen3-8b");
  await expect(page).toHaveURL(/var\.model=qwen3-8b/);
  await expect(page.getByRole("img", { name: /^Running requests over time/ })).toBeVisible();
});

test("a chart is pinned, arranged with the keys, exported and imported", async ({ page }) => {
  const project = await newProject("pinning");
  await sendServing(project);
  await seeOnly(page, project);
  await page.goto("/explore?from=now-15m&metric=vllm%3Anum_requests_running");
  await page.getByRole("link", { name: "Pin vllm:num_requests_running to a dashboard" }).click();
  const dialog = page.getByRole("dialog", { name: "Pin to a dashboard" });
  await expect(dialog.getByRole("img", { name: /vllm:num_requests_running over time/ })).toBeVisible();
  await dialog.getByLabel("Title", { exact: true }).fill("In work");
  await dialog.getByLabel("Its title").fill("E2E board");
  await dialog.getByRole("button", { name: "Pin" }).click();
  await expect(page.getByRole("heading", { name: "E2E board" })).toBeVisible();
  await expect(page.getByRole("img", { name: /^In work over time/ })).toBeVisible();

  await page.getByRole("button", { name: "Change", exact: true }).click();
  await page.getByRole("button", { name: "Add panel" }).click();
  const panel = page.getByRole("dialog", { name: "New panel" });
  await panel.getByLabel("Title").fill("Waiting");
  await panel.getByRole("combobox", { name: "From", exact: true }).selectOption("metric");
  await panel.getByRole("combobox", { name: "Metric", exact: true }).fill("vllm:num_requests_waiting");
  await expect(panel.getByRole("img", { name: /^Preview over time/ })).toBeVisible();
  await panel.getByRole("button", { name: "Keep panel" }).click();

  const left = async (name: string) => (await page.getByRole("region", { name }).boundingBox())?.x ?? -1;
  expect(await left("Waiting")).toBeGreaterThan(await left("In work"));
  await page.getByRole("button", { name: "Move In work", exact: true }).focus();
  for (let step = 0; step < 6; step++) await page.keyboard.press("ArrowRight");
  await expect.poll(() => left("In work")).toBeGreaterThan(600);
  await page.getByRole("button", { name: "Resize Waiting" }).focus();
  await page.keyboard.press("ArrowLeft");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("button", { name: "Change", exact: true })).toBeVisible();
  await expect(page.getByRole("region", { name: "Waiting" })).toBeVisible();

  await page.getByTitle("More about this dashboard").first().click();
  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export as JSON" }).click();
  const file = await (await downloading).path();
  const document = JSON.parse(readFileSync(file, "utf8")) as { title: string; panels: { place: { w: number } }[] };
  expect(document.panels.map(({ place }) => place.w)).toEqual([6, 5]);

  await page.goto("/dashboards?from=now-15m");
  const renamed = { ...document, title: "E2E imported" };
  await page.getByLabel("Dashboard to import").setInputFiles({
    name: "board.json",
    mimeType: "application/json",
    buffer: Buffer.from(JSON.stringify(renamed)),
  });
  await expect(page.getByRole("heading", { name: "E2E imported" })).toBeVisible();
  await expect(page.getByRole("img", { name: /^Waiting over time/ })).toBeVisible();

  await page.goto("/dashboards?from=now-15m");
  await page.getByLabel("Dashboard to import").setInputFiles({
    name: "wrong.json",
    mimeType: "application/json",
    buffer: Buffer.from(JSON.stringify({ ...renamed, panels: [{ ...document.panels[0], kind: "pie" }] })),
  });
  await expect(page.getByRole("alert")).toContainText("panels[0].kind: pie");
});

/** A page whose request fails in the model at the end. */
async function sendBadExperience(project: OwnProject): Promise<void> {
  const scopeSpans = (spans: object[]) => [{ scope: { name: "clew.e2e" }, spans }];
  for (let nth = 0; nth < 12; nth++) {
    const traceId = newTraceId();
    const [click, request, call] = [newSpanId(), newSpanId(), newSpanId()];
    const begin = Date.now() - 60_000 - nth * 1000;
    const span = (
      spanId: string,
      parentSpanId: string,
      name: string,
      kind: number,
      at: number,
      ms: number,
      attributes: object[],
    ) => ({
      traceId,
      spanId,
      parentSpanId,
      name,
      kind,
      startTimeUnixNano: String((begin + at) * 1e6),
      endTimeUnixNano: String((begin + at + ms) * 1e6),
      attributes,
      status: { code: 2, message: "overloaded" },
    });
    const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });
    await exportTo(project, "traces", {
      resourceSpans: [
        {
          resource: resource({ "service.name": "shop-page", "telemetry.sdk.language": "webjs" }),
          scopeSpans: scopeSpans([span(click, "", "click", 1, 0, 3000, [])]),
        },
        {
          resource: resource({ "service.name": "shop" }),
          scopeSpans: scopeSpans([
            span(request, click, "POST /ask", 2, 50, 2900, [text("http.route", "/ask")]),
            span(call, request, "chat qwen-max", 3, 100, 2800, [
              text("gen_ai.operation.name", "chat"),
              text("gen_ai.provider.name", "dashscope"),
              text("gen_ai.request.model", "qwen-max"),
            ]),
          ]),
        },
      ],
    });
  }
}

test("the charts of Overview are pinned to one dashboard", async ({ page }) => {
  const project = await newProject("overview-pins");
  await exportTo(project, "traces", {
    resourceSpans: [1, 2].map((code) => ({
      resource: resource({ "service.name": "shop" }),
      scopeSpans: [
        {
          spans: [
            {
              traceId: newTraceId(),
              spanId: newSpanId(),
              name: "ask",
              kind: 2,
              startTimeUnixNano: String((Date.now() - 60_000) * 1e6),
              endTimeUnixNano: String((Date.now() - 58_000) * 1e6),
              status: { code },
            },
          ],
        },
      ],
    })),
  });
  await seeOnly(page, project);
  const pinned: string[] = [];
  for (const title of ["Traces", "Duration"]) {
    await page.goto("/?from=now-15m");
    await page.getByRole("link", { name: `Pin ${title} to a dashboard` }).click();
    const dialog = page.getByRole("dialog", { name: "Pin to a dashboard" });
    await expect(dialog.getByRole("img", { name: `${title} over time. Drag to zoom, click for what is behind.` })).toBeVisible();
    if (pinned.length === 0) await dialog.getByLabel("Its title").fill("Whole traces");
    else await dialog.getByRole("combobox", { name: "Dashboard", exact: true }).selectOption({ label: "Whole traces" });
    await dialog.getByRole("button", { name: "Pin" }).click();
    await expect(page.getByRole("heading", { name: "Whole traces" })).toBeVisible();
    pinned.push(title);
    for (const one of pinned) await expect(page.getByRole("img", { name: new RegExp(`^${one} over time`) })).toBeVisible();
  }
  await expect(page.getByRole("region", { name: "Traces", exact: true })).toContainText("OK");
  await expect(page.getByRole("region", { name: "Traces", exact: true })).toContainText("Failed");
  await expect(page.getByRole("region", { name: "Duration", exact: true })).toContainText("p95");
});

test("from a bad experience on Overview to the layer that caused it, and to its traces", async ({ page }) => {
  const project = await newProject("layers");
  await sendBadExperience(project);
  await seeOnly(page, project);
  await page.goto("/?from=now-15m");
  const layers = page.getByRole("region", { name: "Layers" });
  await expect(layers.getByRole("link", { name: /^Experience bad/ })).toBeVisible();
  await expect(layers.getByRole("status")).toContainText("Look at Model first: 100 % of its calls fail.");

  await layers.getByRole("link", { name: /^Experience bad/ }).click();
  await expect(page).toHaveURL(/\/dashboards\/experience\?from=now-15m/);
  await expect(page.getByRole("link", { name: "Traces of this layer" })).toHaveAttribute("href", /q=layer%3Aclient/);
  await page.goBack();

  await layers.getByRole("status").getByRole("link", { name: "Model" }).click();
  await expect(page).toHaveURL(/\/dashboards\/model-serving\?from=now-15m/);
  await page.goBack();
  await layers.getByRole("link", { name: /^Application bad/ }).click();
  const routes = page.getByRole("table", { name: "Routes" });
  await expect(routes.getByRole("row", { name: /shop \/ask 12 100 %/ })).toBeVisible();
  await page.getByRole("link", { name: "Traces of this layer" }).click();
  await expect(page).toHaveURL(/from=now-15m/);
  await expect(page.getByRole("row", { name: /click/ }).first()).toBeVisible();
});
