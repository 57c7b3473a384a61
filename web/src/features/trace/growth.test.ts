// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import type { Span } from "@/api/types";
import { span } from "./fixtures";
import { grown, withSpans } from "./growth";

const byId = (...spans: Span[]) => new Map(spans.map((one) => [one.span_id, one]));
const pages = [span("a", null, 0, 9), span("b", "a", 1, 2)];

it("adds what arrived and replaces what is told differently", () => {
  const dearer = span("b", "a", 1, 2, { cost_usd: 0.5 });
  const all = grown(pages, byId(dearer, span("c", "a", 3, 1)));
  expect(all.map((one) => one.span_id)).toEqual(["a", "b", "c"]);
  expect(all[1]).toBe(dearer);
});

it("changes nothing when spans arrive again as they are known", () => {
  const none = byId();
  expect(withSpans(none, byId(...pages), [span("b", "a", 1, 2)])).toBe(none);
  const known = byId(span("c", "a", 3, 1));
  expect(withSpans(known, byId(...pages), [span("c", "a", 3, 1)])).toBe(known);
  expect(grown(pages, none)).toBe(pages);
});
