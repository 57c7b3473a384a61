// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "@playwright/test";

// A server on an address that asks for keys; .ci/journeys starts one.
const { CLEW_KEYED_URL: url = "", CLEW_ADMIN_KEY: admin = "", CLEW_INGEST_KEY: ingest = "" } = process.env;

test("a server with keys lets in who may read, switches projects, and lets go", async ({ page, request }) => {
  test.skip(url === "", "needs a server that asks for keys");
  const headers = { Authorization: `Bearer ${admin}` };
  const created = await request.post(`${url}/api/v1/projects`, { headers, data: { id: "shop", name: "Shop" } });
  expect(created.ok()).toBe(true);

  await page.goto(`${url}/settings`);
  const key = page.getByLabel("Key of type read or admin");
  const signIn = page.getByRole("button", { name: "Sign in" });
  await expect(page.getByRole("navigation", { name: "Pages" })).toHaveCount(0);
  await key.fill("clew_admin_nosuch_key");
  await signIn.click();
  await expect(page.getByRole("alert")).toContainText("This key is not valid");
  await key.fill(ingest);
  await signIn.click();
  await expect(page.getByRole("alert")).toContainText("an ingest key only sends telemetry");
  await key.fill(admin);
  await signIn.click();

  const project = page.getByRole("combobox", { name: "Project" });
  await expect(project).toHaveValue("default");
  await expect(page.getByRole("row", { name: /first admin key/ })).not.toContainText("never");
  expect(await page.context().cookies()).toEqual([]);

  const switched = page.waitForResponse((response) => response.url().endsWith("/api/v1/setup"));
  await project.selectOption("shop");
  expect(await (await switched).json()).toMatchObject({ project: "shop" });
  await expect(project).toHaveValue("shop");

  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(key).toBeVisible();
  await page.goBack();
  await expect(key).toBeVisible();
});

test("a page that follows live asks for another key when its own is revoked", async ({ page, request }) => {
  test.skip(url === "", "needs a server that asks for keys");
  const headers = { Authorization: `Bearer ${admin}` };
  const created = await request.post(`${url}/api/v1/keys`, { headers, data: { name: "soon gone", type: "read" } });
  const { key, secret } = (await created.json()) as { key: { id: string }; secret: string };
  await page.goto(`${url}/traces?live=1`);
  await page.getByLabel("Key of type read or admin").fill(secret);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("navigation", { name: "Pages" })).toBeVisible();

  expect((await request.delete(`${url}/api/v1/keys/${key.id}`, { headers })).ok()).toBe(true);

  await expect(page.getByLabel("Key of type read or admin")).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Pages" })).toHaveCount(0);
});
