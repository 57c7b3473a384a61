// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { EventParser } from "./tail";

it("puts events together from pieces and skips comments", () => {
  const parser = new EventParser();
  expect(parser.push(": keep-alive\n\nevent: trace\nda")).toEqual([]);
  expect(parser.push('ta: {"a":1}\n\n')).toEqual([{ event: "trace", data: '{"a":1}' }]);
});

it("joins several data lines and reads CRLF", () => {
  expect(new EventParser().push("data: a\r\ndata: b\r\n\r\n")).toEqual([{ event: "message", data: "a\nb" }]);
});
