// SPDX-License-Identifier: Apache-2.0
import { costParts } from "./prices.mjs";
import { close, open } from "./runs.mjs";
import { randomFrom } from "./random.mjs";

/** A run of 50,000 spans with what real telemetry gets wrong: orphans, a cycle, a skewed clock. */
export function makeLargeRun(endMillis, size) {
  const random = randomFrom(7);
  const trace = { id: "50000".padEnd(32, "0"), spans: [], messages: {}, calls: [], session: "batch-1", user: "nightly" };
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
          agent_name: "indexer",
          ...callOf(trace),
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

const EPOCH = 900;

/** The context grows with every call until it is compacted. */
function callOf(trace) {
  const age = trace.calls.length % EPOCH;
  const grown = age * 95;
  const owner = { server: "docs-mcp", tool: "search_docs" };
  const segments = [
    { category: "tooldef", ...owner, tokens: 420 },
    { category: "system", tokens: 900 },
    { category: "hist_assistant", tokens: Math.round(grown * 0.25) },
    { category: "hist_toolargs", ...owner, tokens: Math.round(grown * 0.1) },
    { category: "result_resend", ...owner, tokens: Math.round(grown * 0.65) },
    { category: "user_new", tokens: age === 0 ? 300 : 0 },
    { category: "result_first", ...owner, tokens: age === 0 ? 0 : 400 + ((age * 37) % 500) },
  ];
  const written = [
    { category: "out_toolargs", ...owner, tokens: 30 },
    { category: "out_text", tokens: 60 },
  ];
  const cached = 0;
  trace.calls.push({ agent: "indexer", model: "qwen-max", segments, written, cached });
  const usage = {
    input_tokens: segments.reduce((sum, { tokens }) => sum + tokens, 0),
    output_tokens: 90,
    cache_read_tokens: cached,
  };
  return { ...usage, ...costParts("qwen-max", usage) };
}

function leaf(trace, random, clock, parent, fields, millis) {
  const span = open(trace, random, clock, parent, { service: "indexer", ...fields });
  if (span.billable) trace.calls.at(-1).span = span;
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
