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

test("a large trace that goes on grows by itself, and what is read stays in place", async ({ page }) => {
  test.slow();
  const traceId = newTraceId();
  const root = newSpanId();
  const step = (at: number): TestSpan => ({ parent: root, name: `step ${at}`, at, ms: 1 });
  // A trace goes on while spans arrive, so a few arrive all the time.
  let beats = 0;
  const beat = () => sendTrace("e2e-running", traceId, [{ parent: root, name: "beat", at: 25_000 + beats++, ms: 1 }]);
  await sendTrace("e2e-running", traceId, [
    { id: root, name: "long run", at: 0, ms: 20_000 },
    ...Array.from({ length: 2_500 }, (_, index) => step(2_000 + index)),
  ]);
  const beating = setInterval(() => void beat(), 500);
  try {
    await page.goto(`/traces/${traceId}`);
    await expect(page.getByText(/spans loaded…/)).toHaveCount(0);
    await page.getByRole("searchbox", { name: "Find in this trace" }).fill("step 3000");
    await expect(page.getByText("1 match", { exact: true })).toBeVisible();
    await page.getByRole("searchbox", { name: "Find in this trace" }).press("Enter");
    const read = page.getByRole("treeitem", { name: /step 3000 /, selected: true });
    await expect(read).toBeVisible();
    const place = await read.boundingBox();

    await sendTrace("e2e-running", traceId, [step(1_000), step(1_001), step(4_999)]);

    await page.getByRole("searchbox", { name: "Find in this trace" }).fill("step 100");
    await expect(page.getByText("2 matches", { exact: true })).toBeVisible({ timeout: 40_000 });
    await page.getByRole("searchbox", { name: "Find in this trace" }).fill("step 3000");
    await expect(read).toBeVisible();
    expect((await read.boundingBox())?.y).toBeCloseTo(place?.y ?? 0, 0);
  } finally {
    clearInterval(beating);
  }
  // Quiet at last: it is done, and whole.
  await expect(page.getByText("still running")).toHaveCount(0, { timeout: 30_000 });
  await page.getByRole("searchbox", { name: "Find in this trace" }).fill("step 4999");
  await expect(page.getByText("1 match", { exact: true })).toBeVisible();
});
