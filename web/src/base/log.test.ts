// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { lineOf, treeOf, type LogRecord } from "./log";

const record: LogRecord = {
  id: "1-0000000000000001",
  time: "2026-11-20T10:00:00.000000000Z",
  level: "info",
  severity: 9,
  severity_text: null,
  service: "shop",
  scope: null,
  event_name: null,
  trace_id: null,
  span_id: null,
  request_id: null,
  body: "order 17\n  paid",
  body_cut: false,
  summary: null,
  pattern: null,
};

test("a record is one line in a list", () => {
  expect(lineOf(record)).toBe("order 17 paid");
});

test("a summary says more than the body", () => {
  expect(lineOf({ ...record, summary: "GET /cart 502" })).toBe("GET /cart 502");
});

test("an event without words is shown by its name", () => {
  expect(lineOf({ ...record, body: " ", event_name: "gen_ai.choice" })).toBe("gen_ai.choice");
});

test("JSON in text is a tree, other text is not", () => {
  expect(treeOf('{"a":1}')).toEqual({ a: 1 });
  expect(treeOf({ a: 1 })).toEqual({ a: 1 });
  expect(treeOf("plain")).toBeNull();
  expect(treeOf(7)).toBeNull();
});
