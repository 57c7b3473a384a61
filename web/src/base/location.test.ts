// SPDX-License-Identifier: Apache-2.0
import { beforeEach, expect, it, vi } from "vitest";
import { keepRange, location, matchPath, navigate, onLocation, setSearch } from "./location";

beforeEach(() => navigate("/", { replace: true }));

it("matches patterns and decodes parameters", () => {
  expect(matchPath("/sessions/:sessionId", "/sessions/a%2Fb")).toEqual({ sessionId: "a/b" });
  expect(matchPath("/", "/")).toEqual({});
  expect(matchPath("/", "/traces")).toBeNull();
  expect(matchPath("/traces", "/traces/")).toEqual({});
  expect(matchPath("/traces/:id", "/traces")).toBeNull();
  expect(matchPath("/traces/:id", "/traces/%E0%A4%A")).toEqual({ id: "%E0%A4%A" });
});

it("changes a part of the search string and tells listeners once", () => {
  navigate("/traces?q=a&from=now-1h");
  const listener = vi.fn();
  const stop = onLocation(listener);
  setSearch({ q: null, sort: "duration_ms" });
  stop();
  expect(location().search.toString()).toBe("from=now-1h&sort=duration_ms");
  expect(listener).toHaveBeenCalledOnce();
});

it("carries the time range to another page, and nothing else", () => {
  navigate("/traces?q=a&from=now-1h");
  expect(keepRange("/models", { sort: "calls" })).toBe("/models?from=now-1h&sort=calls");
});
