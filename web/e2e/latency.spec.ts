// SPDX-License-Identifier: Apache-2.0
import { expect, test, type Page } from "@playwright/test";
import { sendCalls } from "./latencyRun";
import { newSpanId, newTraceId, sendGauge, sendTrace } from "./otlp";

const model = `e2e-lat-${newSpanId()}`;
const service = `e2e-latency-${newSpanId()}`;
const queued = newTraceId();
let queuedSpan = "";

test.beforeAll(async ({ request }) => {
  const seconds = Array.from({ length: 12 }, (_, index) => 130 - 10 * index);
  await sendGauge(
    "gpu-e2e:8000",
    "vllm:num_requests_waiting",
    seconds.map((ago) => [ago, 12]),
  );
  await sendGauge(
    "gpu-e2e:8000",
    "vllm:kv_cache_usage_perc",
    seconds.map((ago) => [ago, 0.97]),
  );
  queuedSpan = await sendCalls(model, service, queued);
  await expect
    .poll(async () => (await (await request.get(`/api/v1/traces/${queued}/latency`)).json()).calls[0]?.verdict, {
      timeout: 60_000,
    })
    .toBe("queue");
});

const tab = (page: Page, name: string) => page.getByRole("navigation", { name: "Trace" }).getByRole("link", { name });

test("the tab says in one sentence where the time went, and what the difference is made of", async ({ page }) => {
  await page.goto(`/traces/${queued}`);
  await tab(page, "Latency").click();
  await expect(page.getByRole("heading", { name: /of which 3 s waiting for the model server/ })).toBeVisible();
  const call = page.getByRole("region", { name: "Model calls" });
  const terms = call.getByRole("list", { name: "From usual to measured" }).getByRole("listitem");
  await expect(terms.first()).toContainText("usual");
  await expect(terms.filter({ hasText: "queue" })).toContainText("+3 s");
  await expect(terms.last()).toContainText("measured");
  await expect(call.getByText("by its own span")).toBeVisible();
  await expect(call.getByText("measured", { exact: true }).first()).toBeVisible();
  await page.getByRole("region", { name: "Critical path" }).getByRole("link", { name: "llm_request" }).click();
  await expect(page.getByRole("complementary", { name: "Span" }).getByRole("heading", { name: "llm_request" })).toBeVisible();
});

test("the waterfall draws queue, prefill and decode in the call, and its panel leads to the tab", async ({ page }) => {
  await page.goto(`/traces/${queued}?span=${queuedSpan}`);
  const legend = page.getByRole("list", { name: "Colours" });
  for (const part of ["Queue", "Prefill", "Decode", "measured"]) await expect(legend.getByText(part)).toBeVisible();
  await expect(page.getByTitle(/Queue 3 s, Prefill .*\(measured\)/)).toBeVisible();
  const time = page.getByRole("complementary", { name: "Span" }).getByRole("region", { name: "Time" });
  await expect(time.getByText("Queue").first()).toBeVisible();
  await expect(time.getByRole("heading", { name: "vLLM gpu-e2e:8000 at that moment" })).toBeVisible();
  await expect(time.getByRole("definition").filter({ hasText: "97 %" })).toBeVisible();
  await time.getByRole("link", { name: "Latency" }).click();
  await expect(page).toHaveURL(/tab=latency/);
  await expect(page.getByRole("region", { name: "Model calls" }).locator("[aria-current]")).toHaveCount(1);
});

test("a bad hour leads in two clicks to its worst call", async ({ page }) => {
  await page.goto(`/latency?from=now-1h&service=${service}`);
  await expect(page.getByRole("heading", { name: /p95 was .* they waited at the model server/ })).toBeVisible();
  const chart = page.getByRole("img", { name: /How long calls took/ });
  await expect(chart.locator("canvas")).toBeVisible();
  const box = await chart.boundingBox();
  if (!box) throw new Error("the chart has no box");
  await page.mouse.move(box.x + box.width * 0.6, box.y + 60);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width - 6, box.y + 60, { steps: 6 });
  await page.mouse.up();
  await expect(page).toHaveURL(/from=20/);
  const causes = page.getByRole("region", { name: "Causes" });
  await expect(causes.getByText(`1 call of ${model} at gpu-e2e from ${service} waited at the model server`)).toBeVisible();
  await causes.getByRole("link", { name: /s$/ }).first().click();
  await expect(page).toHaveURL(new RegExp(`/traces/${queued}.*tab=latency`));
  await expect(page.getByRole("heading", { name: /waiting for the model server/ })).toBeVisible();
});

test("a model's page shows its calls about the line, and forecasts one", async ({ page }) => {
  await page.goto(`/models?from=now-1h&find=${model}`);
  await page.getByRole("link", { name: model }).click();
  await expect(page).toHaveURL(new RegExp(`/models/${model}`));
  await expect(
    page.getByText(/First token after 60(\.\d+)? ms and 5\d?(\.\d+)? ms for each 1,000 uncached tokens/),
  ).toBeVisible();
  const plot = page.getByRole("group", { name: /Calls about the fitted line: 230 points/ });
  await page.getByLabel("Output tokens").fill("1001");
  await expect(
    page
      .getByRole("status")
      .getByText(/^20(\.\d)? s/)
      .first(),
  ).toBeVisible();
  await expect(page.getByRole("table", { name: "History of fits" }).getByRole("row").nth(1)).toBeVisible();
  await page.getByRole("button", { name: /^Queue/ }).click();
  await expect(page.getByRole("group", { name: /: 1 point\./ })).toBeVisible();
  await page.getByRole("button", { name: /^Queue/ }).click();
  await plot.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/traces/${queued}`));
});

test("what cannot be judged says what is needed", async ({ page }) => {
  const [plain, few] = [newTraceId(), newTraceId()];
  await sendTrace("e2e-latency", plain, [{ id: newSpanId(), name: "GET /", at: 0, ms: 5 }]);
  await sendTrace("e2e-latency", few, [
    {
      id: newSpanId(),
      name: "chat e2e-rare",
      at: 0,
      ms: 500,
      attributes: {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "openai",
        "gen_ai.request.model": "e2e-rare",
        "gen_ai.usage.input_tokens": 100,
        "gen_ai.usage.output_tokens": 10,
      },
    },
  ]);
  await page.goto(`/traces/${plain}?tab=latency`);
  await expect(page.getByRole("heading", { name: "Nothing here called a model" })).toBeVisible();
  await page.goto(`/traces/${few}?tab=latency`);
  const unknown = page.getByRole("region", { name: "What is not known" });
  await expect(unknown.getByText(/100 finished calls/)).toBeVisible({ timeout: 40_000 });
  await expect(unknown.getByText(/stream: true/)).toBeVisible();
  await page.goto("/models/e2e-rare");
  await expect(page.getByRole("heading", { name: /not known yet/ })).toBeVisible();
  await expect(page.getByText(/So far there/)).toBeVisible();
});
