// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import type { TraceSummary } from "@/api/types";
import { prepend } from "./useTail";

const trace = (id: string, spans = 1): TraceSummary => ({
  trace_id: id,
  start_time: "2026-01-01T00:00:00Z",
  duration_ms: 1,
  status: "ok",
  span_count: spans,
  error_count: 0,
  llm_calls: 0,
  tool_calls: 0,
  state: "running",
});

it("puts a new trace on top and changes a known one in place", () => {
  const two = prepend(prepend([], trace("a")), trace("b"));
  expect(prepend(two, trace("a", 9)).map((one) => [one.trace_id, one.span_count])).toEqual([
    ["b", 1],
    ["a", 9],
  ]);
});

it("forgets the oldest", () => {
  let traces: readonly TraceSummary[] = [];
  for (let index = 0; index < 600; index++) traces = prepend(traces, trace(`t${index}`));
  expect(traces).toHaveLength(500);
  expect(traces[0]?.trace_id).toBe("t599");
});
