// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "@playwright/test";
import { newSpanId, newTraceId, sendGauge, sendTraces } from "./otlp";

test.skip(!process.env.CLEW_URL, "the mock keeps no metrics");

const HOST = `gpu-${newSpanId()}`;
const SERVER = `${HOST}:8000`;

/** What a scrape of a full vLLM says, minute by minute, and a call that it answered. */
test.beforeAll(async () => {
  const minutes = [5, 4, 3, 2, 1].map((ago) => ago * 60);
  const gauge = (name: string, value: number) =>
    sendGauge(
      SERVER,
      name,
      minutes.map((ago) => [ago, value]),
    );
  await gauge("vllm:num_requests_waiting", 9);
  await gauge("vllm:num_requests_running", 16);
  await gauge("vllm:kv_cache_usage_perc", 0.96);
  await sendTraces("e2e-serving", [
    {
      traceId: newTraceId(),
      agoMs: 120_000,
      spans: [
        {
          name: "chat llama-8b",
          at: 0,
          ms: 4000,
          attributes: {
            "gen_ai.operation.name": "chat",
            "gen_ai.provider.name": "vllm",
            "gen_ai.request.model": "llama-8b",
            "gen_ai.request.stream": "true",
            "gen_ai.response.time_to_first_chunk": 2.5,
            "gen_ai.usage.input_tokens": 100,
            "gen_ai.usage.output_tokens": 50,
            "server.address": HOST,
            "server.port": 8000,
          },
        },
      ],
    },
  ]);
});

test("the page fills from a scraped vLLM, and a server leads to the calls that it answered", async ({ page }) => {
  await page.goto("/models");
  await page.getByRole("link", { name: "Serving" }).click();
  const row = page.getByRole("table", { name: "Model servers" }).getByRole("row", { name: new RegExp(HOST) });
  // A new server is known within half a minute.
  await expect(async () => {
    await page.reload();
    await expect(row).toContainText("up to 9 requests waited", { timeout: 5_000 });
  }).toPass({ timeout: 60_000 });
  await expect(row).toContainText("max 96 %");
  await row.getByRole("link", { name: SERVER }).click();
  await expect(page.getByRole("heading", { name: new RegExp(`${HOST}.*hurts: up to 9 requests waited`) })).toBeVisible();
  await expect(page.getByRole("img", { name: /^Requests over time/ })).toBeVisible();
  await expect(page.getByRole("region", { name: "Goodput" })).toContainText("0 % chat");
  await page.getByRole("region", { name: "The calls it answered" }).getByRole("link", { name: "1", exact: true }).click();
  await expect(page).toHaveURL(/\/traces\?q=endpoint/);
  await expect(page.getByRole("row")).toHaveCount(2);
});

test("prices and classes are kept, and a wrong one is explained", async ({ page }) => {
  await page.goto("/serving/settings");
  await page.getByLabel("Every GPU").fill("2.5");
  await page.getByRole("button", { name: "Add class" }).click();
  await page.getByLabel("Class", { exact: true }).last().fill("chat");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("alert")).toContainText("classes: chat (expected: each name once)");
  await page.getByRole("button", { name: "Remove the class chat" }).last().click();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("status")).toContainText("Saved");
  await page.reload();
  await expect(page.getByLabel("Every GPU")).toHaveValue("2.5");
  await page.getByLabel("Every GPU").fill("");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("status")).toContainText("Saved");
});
