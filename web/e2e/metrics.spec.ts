// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "@playwright/test";

test.skip(!process.env.CLEW_URL, "the mock keeps no metrics");

const NAME = `e2e.queue.${Date.now()}`;

/** A counter that grew by 60 in each of the last minutes, of two models. */
async function sendCounter(): Promise<void> {
  const minutes = [5, 4, 3, 2, 1];
  const points = ["qwen-max", "qwen-plus"].flatMap((model, nth) =>
    minutes.map((ago, index) => ({
      attributes: [{ key: "model", value: { stringValue: model } }],
      startTimeUnixNano: String((Date.now() - 600_000) * 1e6),
      timeUnixNano: String((Date.now() - ago * 60_000) * 1e6),
      asInt: String((index + 1) * 60 * (nth + 1)),
    })),
  );
  const response = await fetch(`${process.env.CLEW_OTLP_URL}/v1/metrics`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({
      resourceMetrics: [
        {
          resource: { attributes: [{ key: "service.name", value: { stringValue: "shop" } }] },
          scopeMetrics: [
            {
              metrics: [
                { name: NAME, unit: "{request}", sum: { aggregationTemporality: 2, isMonotonic: true, dataPoints: points } },
              ],
            },
          ],
        },
      ],
    }),
  });
  if (!response.ok) throw new Error(`OTLP: ${response.status} ${await response.text()} (expected: 200)`);
}

test("a counter is found, read as a rate and split by a label, and the address keeps it", async ({ page }) => {
  await sendCounter();
  await page.goto("/explore?from=now-15m");
  await page.getByRole("searchbox", { name: "Search metrics" }).fill(NAME);
  await page.getByRole("link", { name: new RegExp(NAME) }).click();
  const chart = page.getByRole("region", { name: "Chart" });
  await expect(chart.getByRole("img", { name: `${NAME}, rate` })).toBeVisible();
  await expect(chart.getByRole("row")).toHaveCount(2);

  await page.getByLabel("Group by").selectOption("attr.model");
  await expect(chart.getByRole("cell", { name: "qwen-plus" })).toBeVisible();
  await page.getByLabel("Aggregate").selectOption("increase");
  await expect(page).toHaveURL(/agg=increase/);
  await expect(page).toHaveURL(/group_by=attr.model/);

  await page.reload();
  await expect(chart.getByRole("row")).toHaveCount(3);
  await expect(chart.getByRole("img", { name: `${NAME}, increase` })).toBeVisible();
});
