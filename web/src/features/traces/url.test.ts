// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { DEFAULT_COLUMNS, readUrl, sortText, traceHref } from "./url";

it("reads the whole state from the address", () => {
  const url = readUrl(new URLSearchParams("q=status:error&sort=duration_ms&chart=heatmap&cols=name,attr.http.route&live=1"));
  expect(url).toEqual({
    q: "status:error",
    sort: { id: "duration_ms", descending: false },
    chart: "heatmap",
    columns: ["name", "attr.http.route"],
    live: true,
  });
});

it("has defaults for an empty address", () => {
  const url = readUrl(new URLSearchParams("cols="));
  expect(url.columns).toBe(DEFAULT_COLUMNS);
  expect(sortText(url.sort)).toBe("-start_time");
});

it("keeps the question of the list in the address of a trace", () => {
  const url = readUrl(new URLSearchParams("q=a&sort=-duration_ms"));
  expect(traceHref("t1", url)).toBe("/traces/t1?list=1&q=a&sort=-duration_ms");
});
