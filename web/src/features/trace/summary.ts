// SPDX-License-Identifier: Apache-2.0
import type { TracePage, TraceSummary } from "@/api/types";
import { formatNanos } from "@/base/time";
import type { TraceTree } from "./tree";

/** What the spans themselves tell about a trace that the server has not summed up yet. */
export function completeSummary(known: TracePage["trace"], tree: TraceTree): TraceSummary {
  const [root] = tree.roots;
  const spans = tree.nodes.map((node) => node.span);
  const errors = spans.filter((span) => span.status === "error").length;
  return {
    name: root?.span.name ?? null,
    service: root?.span.service ?? null,
    start_time: formatNanos(tree.startNanos),
    duration_ms: tree.durationMs,
    status: root?.span.status ?? "unset",
    span_count: spans.length,
    error_count: errors,
    llm_calls: spans.filter((span) => span.billable).length,
    tool_calls: spans.filter((span) => span.op_group === "tool").length,
    state: "running",
    ...known,
  };
}
