// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { span } from "./fixtures";
import { completeSummary } from "./summary";
import { buildTree } from "./tree";

const tree = buildTree([
  span("root", null, 0, 100, { name: "POST /chat" }),
  span("call", "root", 5, 50, { billable: true, status: "error" }),
]);

it("sums up what the server has not analysed yet", () => {
  expect(completeSummary({ trace_id: "t" }, tree)).toMatchObject({
    trace_id: "t",
    name: "POST /chat",
    duration_ms: 100,
    span_count: 2,
    error_count: 1,
    llm_calls: 1,
    state: "running",
  });
});

it("believes the server where it knows", () => {
  expect(completeSummary({ trace_id: "t", name: "named", state: "done" }, tree)).toMatchObject({
    name: "named",
    state: "done",
    span_count: 2,
  });
});
