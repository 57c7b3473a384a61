// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "@playwright/test";
import { newSpanId, newTraceId, sendTrace } from "./otlp";

const NAME = "e2e.latency";
const traceId = newTraceId();
const spanId = newSpanId();

async function sendHistogram(): Promise<void> {
  const nanos = (agoSeconds: number) => String((Date.now() - agoSeconds * 1000) * 1e6);
  const dataPoints = [180, 120, 60].map((ago, index) => ({
    startTimeUnixNano: nanos(240),
    timeUnixNano: nanos(ago),
    count: String((index + 1) * 10),
    sum: (index + 1) * 4,
    explicitBounds: [0.1, 0.5, 1],
    bucketCounts: [1, 6, 2, 1].map((count) => String(count * (index + 1))),
    exemplars: [{ timeUnixNano: nanos(ago + 10), asDouble: 0.7, traceId, spanId }],
  }));
  const metrics = [{ name: NAME, unit: "s", histogram: { aggregationTemporality: 2, dataPoints } }];
  const resource = { attributes: [{ key: "service.name", value: { stringValue: "shop" } }] };
  const response = await fetch(`${process.env.CLEW_OTLP_URL}/v1/metrics`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ resourceMetrics: [{ resource, scopeMetrics: [{ metrics }] }] }),
  });
  if (!response.ok) throw new Error(`OTLP: ${response.status} ${await response.text()} (expected: 200)`);
}

test("an exemplar in a chart opens the trace in which it was measured", async ({ page }) => {
  await sendTrace("shop", traceId, [{ id: spanId, name: "GET /slow", at: 0, ms: 700 }]);
  await sendHistogram();
  await page.goto(`/explore?from=now-15m&metric=${NAME}&agg=p95`);
  const mark = page.getByRole("link", { name: /Exemplar 700 ms/ }).first();
  await expect(mark).toBeVisible();
  await mark.click();
  await expect(page).toHaveURL(new RegExp(`/traces/${traceId}`));
  await expect(page.getByText("GET /slow").first()).toBeVisible();
});
