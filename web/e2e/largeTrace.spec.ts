// SPDX-License-Identifier: Apache-2.0
import { expect, test, type Page } from "@playwright/test";
import { newSpanId, newTraceId, sendTrace, type TestSpan } from "./otlp";

const CHILDREN = 99;

function largeTrace(parents: number): TestSpan[] {
  const spans: TestSpan[] = [];
  const root = newSpanId();
  spans.push({ id: root, name: "large run", at: 0, ms: parents * 100 });
  for (let parent = 0; parent < parents; parent++) {
    const id = newSpanId();
    spans.push({ id, parent: root, name: `step ${parent}`, at: parent * 100, ms: 100 });
    for (let child = 0; child < CHILDREN; child++)
      spans.push({ parent: id, name: `call ${parent}.${child}`, at: parent * 100 + child, ms: 1 });
  }
  return spans;
}

for (const parents of [50, 500]) {
  test(`a trace of ${parents * 100} spans opens, scrolls, searches and selects`, async ({ page }) => {
    const traceId = newTraceId();
    const spans = largeTrace(parents);
    await sendTrace("e2e-large", traceId, spans);
    await expect
      .poll(async () => (await (await page.request.get(`/api/v1/traces/${traceId}?limit=1`)).json()).trace?.span_count)
      .toBe(spans.length);
    await look(page, traceId, parents);
  });
}

async function look(page: Page, traceId: string, parents: number): Promise<void> {
  await page.goto(`/traces/${traceId}`);
  await expect(page.getByRole("treeitem", { name: /large run/ })).toBeVisible();
  // Only lines in sight exist, whatever the size of the trace.
  expect(await page.getByRole("treeitem").count()).toBeLessThan(150);

  // The first page is drawn at once; the end of a larger trace comes a little later.
  await expect(page.getByText(/spans loaded…/)).toHaveCount(0);
  await page.getByRole("region", { name: "Spans over time" }).evaluate((element) => element.scrollTo(0, element.scrollHeight));
  const last = page.getByRole("treeitem", { name: new RegExp(`call ${parents - 1}\\.${CHILDREN - 1} `) });
  await expect(last).toBeVisible();
  await last.click();
  await expect(
    page.getByRole("complementary", { name: "Span" }).getByRole("heading", { name: `call ${parents - 1}.${CHILDREN - 1}` }),
  ).toBeVisible();

  await page.getByRole("searchbox", { name: "Find in this trace" }).fill("call 7.42");
  await expect(page.getByText("1 match", { exact: true })).toBeVisible();
  await page.getByRole("searchbox", { name: "Find in this trace" }).press("Enter");
  await expect(page.getByRole("treeitem", { name: /call 7\.42/, selected: true })).toBeVisible();
}
