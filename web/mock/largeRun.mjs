// SPDX-License-Identifier: Apache-2.0
import { close, open } from "./runs.mjs";
import { randomFrom } from "./random.mjs";

/** A run of 50,000 spans with what real telemetry gets wrong: orphans, a cycle, a skewed clock. */
export function makeLargeRun(endMillis, size) {
  const random = randomFrom(7);
  const trace = { id: "50000".padEnd(32, "0"), spans: [], messages: {}, session: "batch-1", user: "nightly" };
  const clock = { at: endMillis };
  const root = open(trace, random, clock, null, {
    name: "nightly re-index",
    service: "indexer",
    op: "workflow",
    op_group: "workflow",
    workflow_name: "re-index",
    layer: "app",
  });
  let step = root;
  let agent = root;
  while (trace.spans.length < size) {
    const kind = trace.spans.length % 25;
    if (kind === 1)
      agent = open(trace, random, clock, root, {
        name: `invoke_agent shard-${trace.spans.length}`,
        service: "indexer",
        op: "agent_invoke",
        op_group: "agent",
        agent_name: "indexer",
        layer: "app",
      });
    else if (kind === 2)
      step = open(trace, random, clock, agent, {
        name: "embed batch",
        service: "indexer",
        op: "task",
        op_group: "workflow",
        layer: "app",
      });
    else if (kind % 6 === 3)
      leaf(
        trace,
        random,
        clock,
        step,
        {
          name: "chat qwen-max",
          op: "chat",
          op_group: "model",
          request_model: "qwen-max",
          billable: true,
          input_tokens: 800,
          output_tokens: 90,
          ttft_ms: 3,
          layer: "app",
        },
        9,
      );
    else
      leaf(
        trace,
        random,
        clock,
        step,
        {
          name: kind % 2 ? "search_docs" : "INSERT chunks",
          op: kind % 2 ? "tool_call" : "db",
          op_group: kind % 2 ? "tool" : "data",
          tool_name: kind % 2 ? "search_docs" : null,
          layer: kind % 2 ? "tool" : "data",
        },
        2,
      );
    if (step.start) step.duration_ms = clock.at - step.start;
    agent.duration_ms = clock.at - agent.start;
  }
  close(root, clock, "ok", null);
  breakSome(trace);
  return trace;
}

function leaf(trace, random, clock, parent, fields, millis) {
  const span = open(trace, random, clock, parent, { service: "indexer", ...fields });
  clock.at += random.between(0.2, millis);
  const failed = random.chance(0.0008);
  close(span, clock, failed ? "error" : "ok", failed ? "deadline exceeded" : null);
}

function breakSome(trace) {
  const { spans } = trace;
  spans[400].parent_span_id = "dead00000000beef";
  spans[500].parent_span_id = spans[501].span_id;
  spans[501].parent_span_id = spans[500].span_id;
}
