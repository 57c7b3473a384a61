// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { marksOf } from "./exemplars";

const EXEMPLAR = { time: "2026-11-24T12:00:01.000Z", value: 0.25, trace_id: "0af7", span_id: "b7ad" };

test("an exemplar stands at its value where values are alike, and opens its span", () => {
  const [mark] = marksOf([EXEMPLAR], true, "p95", String);
  expect(mark).toMatchObject({ timeMs: Date.UTC(2026, 10, 24, 12, 0, 1), value: 0.25 });
  expect(mark?.href).toContain("/traces/0af7");
  expect(mark?.href).toContain("span=b7ad");
});

test("beside a rate, or a counter, it stands at the foot", () => {
  expect(marksOf([EXEMPLAR], true, "rate", String)[0]?.value).toBeNull();
  expect(marksOf([{ ...EXEMPLAR, span_id: null }], false, "avg", String)[0]).toMatchObject({ value: null });
});
