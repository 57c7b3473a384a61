// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "@playwright/test";

test("what was not stored is listed with its reason", async ({ page, request }) => {
  test.skip(process.env.CLEW_URL === undefined, "the mock refuses nothing");
  const refused = await request.post(`${process.env.CLEW_OTLP_URL}/v1development/profiles`, { data: {} });
  expect(refused.status()).toBe(404);
  await page.goto("/settings");
  await expect(page.getByRole("list", { name: "Not stored lately" })).toContainText("this version does not store this signal");
});
