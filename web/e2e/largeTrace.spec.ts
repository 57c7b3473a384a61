// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "@playwright/test";
import { newSpanId, newTraceId, sendTrace, type TestSpan } from "./otlp";

const PARENTS = 50;
const CHILDREN = 99;

function largeTrace(): TestSpan[] {
  const spans: TestSpan[] = [];
  const root = newSpanId();
  spans.push({ id: root, name: "large run", at: 0, ms: PARENTS * 100 });
  for (let parent = 0; parent < PARENTS; parent++) {
    const id = newSpanId();
    spans.push({ id, parent: root, name: `step ${parent}`, at: parent * 100, ms: 100 });
    for (let child = 0; child < CHILDREN; child++)
      spans.push({ parent: id, name: `call ${parent}.${child}`, at: parent * 100 + child, ms: 1 });
  }
  return spans;
}

test("a trace of 5,000 spans opens, scrolls, searches and selects", async ({ page }) => {
  const traceId = newTraceId();
  const spans = largeTrace();
  await sendTrace("e2e-large", traceId, spans);
  await expect
    .poll(async () => (await (await page.request.get(`/api/v1/traces/${traceId}`)).json()).spans?.length)
    .toBeGreaterThan(4900);

  await page.goto(`/traces/${traceId}`);
  await expect(page.getByRole("treeitem", { name: /large run/ })).toBeVisible();
  // Only lines in sight exist, whatever the size of the trace.
  expect(await page.getByRole("treeitem").count()).toBeLessThan(150);

  await page.getByRole("region", { name: "Spans over time" }).evaluate((element) => element.scrollTo(0, element.scrollHeight));
  const last = page.getByRole("treeitem", { name: new RegExp(`call ${PARENTS - 1}\\.${CHILDREN - 1} `) });
  await expect(last).toBeVisible();
  await last.click();
  await expect(
    page.getByRole("complementary", { name: "Span" }).getByRole("heading", { name: `call ${PARENTS - 1}.${CHILDREN - 1}` }),
  ).toBeVisible();

  await page.getByRole("searchbox", { name: "Find in this trace" }).fill("call 7.42");
  await expect(page.getByText("1 match", { exact: true })).toBeVisible();
  await page.getByRole("searchbox", { name: "Find in this trace" }).press("Enter");
  await expect(page.getByRole("treeitem", { name: /call 7\.42/, selected: true })).toBeVisible();
});
