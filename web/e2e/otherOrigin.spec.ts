// SPDX-License-Identifier: Apache-2.0
import { createServer, type Server } from "node:http";
import { expect, test, type Page } from "@playwright/test";
import { newSpanId, newTraceId } from "./otlp";

// A server that asks for keys and lets pages of one origin send; .ci/journeys starts one.
const { CLEW_KEYED_URL: url = "", CLEW_ADMIN_KEY: admin = "", CLEW_PAGE_ORIGIN: origin = "" } = process.env;

let shop: Server;

test.skip(url === "" || origin === "", "needs a server that lets the pages of an origin send");

test.beforeAll(async () => {
  shop = createServer((_, response) => {
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end("<!doctype html><title>Shop</title><h1>Shop</h1>");
  });
  await new Promise<void>((ready) => shop.listen(Number(new URL(origin).port), "127.0.0.1", ready));
});

test.afterAll(() => new Promise((closed) => shop.close(closed)));

/** What a page does: one plain request in JSON. Answers the status that its script sees, or that it sees none. */
async function sendFromPage(page: Page, key: string, traceId: string): Promise<number | "kept from the page"> {
  const start = Date.now() - 30_000;
  const span = {
    traceId,
    spanId: newSpanId(),
    name: "tap buy",
    kind: 3,
    startTimeUnixNano: `${start}000000`,
    endTimeUnixNano: `${start + 250}000000`,
    attributes: [{ key: "http.response.status_code", value: { intValue: "200" } }],
  };
  const resource = { attributes: [{ key: "service.name", value: { stringValue: "e2e-shop-page" } }] };
  const body = JSON.stringify({ resourceSpans: [{ resource, scopeSpans: [{ scope: { name: "page" }, spans: [span] }] }] });
  return page.evaluate(
    async (request) => {
      const headers = { "content-type": "application/json", authorization: `Bearer ${request.key}` };
      try {
        const answer = await fetch(request.url, { method: "POST", headers, body: request.body });
        return answer.status;
      } catch {
        return "kept from the page";
      }
    },
    { url: `${url}/v1/traces`, key, body },
  );
}

test("a page of another origin sends a span with a public key, and it is a trace", async ({ page, request }) => {
  const headers = { Authorization: `Bearer ${admin}` };
  const issued = await request.post(`${url}/api/v1/keys`, { headers, data: { name: "shop page", type: "public" } });
  const { secret } = (await issued.json()) as { secret: string };
  const traceId = newTraceId();

  await page.goto(origin);
  expect(await sendFromPage(page, admin, traceId)).toBe(403);
  expect(await sendFromPage(page, secret, traceId)).toBe(200);

  // The same page under a name that is not allowed.
  await page.goto(origin.replace("localhost", "127.0.0.1"));
  expect(await sendFromPage(page, secret, newTraceId())).toBe("kept from the page");

  await page.goto(`${url}/traces/${traceId}`);
  await page.getByLabel("Key of type read or admin").fill(admin);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("treeitem", { name: /tap buy/ })).toHaveCount(1);
  await expect(page.getByText("e2e-shop-page").first()).toBeVisible();
});
