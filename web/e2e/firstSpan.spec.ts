// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "@playwright/test";
import { newTraceId, sendTrace } from "./otlp";

test("an empty server shows what to paste and turns into the first trace", async ({ page }) => {
  // On a server that has data already, only this one fact is changed; the tail and the trace stay real.
  await page.route("**/api/v1/setup", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json()), has_data: false } });
  });
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Send the first trace" })).toBeVisible();
  await expect(page.getByText("OTEL_EXPORTER_OTLP_ENDPOINT")).toBeVisible();
  await expect(page.getByText("Waiting for the first span…")).toBeVisible();

  const traceId = newTraceId();
  await sendTrace("e2e-first", traceId, [{ name: "hello clew", at: 0, ms: 40 }]);
  await expect(page).toHaveURL(new RegExp(`/traces/${traceId}`));
  await expect(page.getByRole("treeitem", { name: /hello clew/ })).toBeVisible();
});
