// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { hrefWith, readUrl } from "./url";

test("an empty address is the list of lines", () => {
  expect(readUrl(new URLSearchParams(""))).toEqual({ q: "", view: "lines", log: null, live: false });
});

test("everything on the page is in the address", () => {
  const search = new URLSearchParams("q=level%3Aerror&view=patterns&log=1-a&live=1");
  expect(readUrl(search)).toEqual({ q: "level:error", view: "patterns", log: "1-a", live: true });
});

test("an unknown view is the list of lines", () => {
  expect(readUrl(new URLSearchParams("view=clouds")).view).toBe("lines");
});

test("a link changes one part of the address and keeps the rest", () => {
  window.history.replaceState(null, "", "/logs?q=a");
  window.dispatchEvent(new PopStateEvent("popstate"));
  expect(hrefWith({ log: "1-a" })).toBe("/logs?q=a&log=1-a");
  expect(hrefWith({ q: null })).toBe("/logs");
});
