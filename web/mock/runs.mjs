// SPDX-License-Identifier: Apache-2.0
import { instant, randomFrom } from "./random.mjs";

const MODELS = [
  { name: "qwen-max", provider: "dashscope", ttft: 420, tpot: 21 },
  { name: "gpt-5-mini", provider: "openai", ttft: 310, tpot: 11 },
  { name: "claude-sonnet-4-5", provider: "anthropic", ttft: 690, tpot: 16 },
];
const QUESTIONS = [
  "Where is my order 4711? It should have arrived on Tuesday.",
  "Can I return shoes that I wore once?",
  "Compare the two cheapest plans for a team of twelve.",
  "Write a summary of last week's incidents, with **owners** and dates.",
  "Why was I charged twice in October?",
  "Find every flight from Porto to Malmö under 200 € next week.",
];
const ANSWERS = [
  "Your order **4711** left the warehouse on Monday and is now at the depot in Leeds.\n\n| step | time |\n|---|---|\n| packed | Mon 09:12 |\n| left | Mon 14:40 |\n\nIt should arrive *tomorrow* before noon.",
  "Yes. Shoes worn **once indoors** can be returned within 30 days:\n\n1. Print the label\n2. Pack them in their box\n3. Drop it at any pick-up point\n\nSee [the policy](https://shop.example/returns).",
  "The **Starter** plan is cheaper up to 14 people; above, **Team** wins.\n\n```text\n12 × 9 = 108\n1 × 119 = 119\n```",
];
const TOOLS = [
  { name: "search_docs", server: "docs-mcp" },
  { name: "get_order", server: "shop-mcp" },
  { name: "run_sql", server: null },
];
const SYSTEM =
  "You are a support agent of an online shop. Answer briefly, name the source, never invent an order number. " +
  "Policies follow. ".repeat(60);

/** One run of an agent: an HTTP request, a loop of model calls and tools, sometimes a sub-agent, sometimes an error. */
export function makeRun(seed, endMillis, over = {}) {
  const random = randomFrom(seed);
  const trace = {
    id: random.hex(32),
    spans: [],
    messages: {},
    session: over.session ?? `chat-${random.integer(1, 60)}`,
    user: over.user ?? `user-${random.integer(1, 25)}`,
  };
  const model = random.pick(MODELS);
  const agent = random.pick(["support", "support", "researcher", "analyst"]);
  const question = random.pick(QUESTIONS);
  const clock = { at: endMillis };
  const failed = random.chance(0.08);

  const root = open(trace, random, clock, null, {
    name: `POST /chat`,
    kind: "server",
    service: "web-shop",
    op: "http",
    op_group: "infra",
    layer: "app",
  });
  clock.at += random.between(1, 6);
  const agentSpan = open(trace, random, clock, root, {
    name: `invoke_agent ${agent}`,
    service: "agent-api",
    op: "agent_invoke",
    op_group: "agent",
    layer: "app",
    agent_name: agent,
    input_preview: question,
  });
  const history = [say(trace, random, "user", [{ type: "text", text: question }])];
  const rounds = random.integer(1, 4);
  for (let round = 0; round < rounds; round++) {
    clock.at += random.between(0.5, 4);
    const last = round === rounds - 1;
    const tool = random.pick(TOOLS);
    const callId = `call_${random.hex(8)}`;
    const parts = last
      ? [{ type: "text", text: random.pick(ANSWERS) }]
      : [
          { type: "reasoning", text: `I need facts before I answer, so I ask ${tool.name}.` },
          { type: "tool_call", id: callId, name: tool.name, arguments: { query: question.slice(0, 30), limit: 5 } },
        ];
    modelCall(trace, random, clock, agentSpan, { model, agent, history, parts, failed: failed && last });
    if (last) break;
    const result = {
      hits: [
        { title: "Returns", score: 0.91 },
        { title: "Shipping", score: 0.72 },
      ],
      took_ms: 12,
    };
    toolCall(trace, random, clock, agentSpan, { tool, agent, callId, query: question, result });
    history.push(say(trace, random, "tool", [{ type: "tool_result", id: callId, name: tool.name, result }]));
    if (round === 1 && random.chance(0.4)) subAgent(trace, random, clock, agentSpan, MODELS[1]);
  }
  close(agentSpan, clock, failed ? "error" : "ok", failed ? "rate limit exceeded" : null);
  clock.at += random.between(1, 4);
  close(root, clock, failed ? "error" : "ok", failed ? "500" : null);
  root.input_preview = question;
  root.output_preview = failed ? null : agentSpan.output_preview;
  return trace;
}

function subAgent(trace, random, clock, parent, model) {
  const span = open(trace, random, clock, parent, {
    name: "invoke_agent summariser",
    service: "agent-api",
    op: "agent_invoke",
    op_group: "agent",
    layer: "app",
    agent_name: "summariser",
  });
  const history = [say(trace, random, "user", [{ type: "text", text: "Summarise these documents in one sentence." }])];
  modelCall(trace, random, clock, span, {
    model,
    agent: "summariser",
    history,
    parts: [{ type: "text", text: "Both documents describe the 30-day return window." }],
    failed: false,
  });
  close(span, clock, "ok", null);
}

function modelCall(trace, random, clock, parent, { model, agent, history, parts, failed }) {
  const system = say(trace, random, "system", [{ type: "text", text: SYSTEM }], "system");
  const input = history.map((message) => message.hash);
  const inputTokens = 900 + history.length * 350 + random.integer(0, 80);
  const outputTokens = failed ? 0 : random.integer(20, 400);
  const ttft = model.ttft * random.between(0.7, 1.9);
  const span = open(trace, random, clock, parent, {
    name: `chat ${model.name}`,
    kind: "client",
    service: "agent-api",
    op: "chat",
    op_group: "model",
    layer: "app",
    provider: model.provider,
    agent_name: agent,
    request_model: model.name,
    response_model: model.name,
    billable: true,
    stream: true,
    ttft_ms: failed ? null : ttft,
    tpot_ms: failed ? null : model.tpot,
    input_tokens: inputTokens,
    output_tokens: outputTokens,
    cache_read_tokens: history.length > 1 ? 768 : 0,
    usage_basis: "reported",
    finish_reasons: failed ? [] : [parts.some((part) => part.type === "tool_call") ? "tool_calls" : "stop"],
    response_id: `resp_${random.hex(12)}`,
  });
  const gateway = open(trace, random, clock, span, {
    name: `chat ${model.name}`,
    kind: "server",
    service: "llm-gateway",
    op: "chat",
    op_group: "model",
    layer: "ai_gateway",
    provider: model.provider,
    request_model: model.name,
    input_tokens: inputTokens,
    output_tokens: outputTokens,
    duplicate_of: span.span_id,
    usage_note: "The gateway saw the call that its caller reports; its tokens are counted once, there.",
  });
  clock.at += failed ? 900 : ttft + outputTokens * model.tpot;
  close(gateway, clock, failed ? "error" : "ok", failed ? "429" : null);
  const output = failed ? [] : [say(trace, random, "assistant", parts)];
  history.push(...output);
  span.content = { system: [system.hash], input, output: output.map((message) => message.hash) };
  span.output_preview = output[0]?.parts.find((part) => part.type === "text")?.text.slice(0, 200) ?? null;
  parent.output_preview = span.output_preview;
  if (failed) span.error_type = "RateLimitError";
  close(span, clock, failed ? "error" : "ok", failed ? "429: rate limit exceeded, retry in 20 s" : null);
  return span;
}

function toolCall(trace, random, clock, parent, { tool, agent, callId, query, result }) {
  const span = open(trace, random, clock, parent, {
    name: `execute_tool ${tool.name}`,
    service: "agent-api",
    op: "tool_call",
    op_group: "tool",
    layer: "tool",
    tool_name: tool.name,
    tool_call_id: callId,
    mcp_server: tool.server,
    agent_name: agent,
  });
  span.tool = { arguments: { query: query.slice(0, 30), limit: 5 }, result };
  clock.at += random.between(1, 3);
  const http = open(trace, random, clock, span, {
    name: "POST /search",
    kind: "client",
    service: "docs",
    op: "http",
    op_group: "data",
    layer: "data",
  });
  clock.at += random.between(8, 140);
  close(http, clock, "ok", null);
  clock.at += random.between(0.2, 2);
  close(span, clock, "ok", null);
}

function say(trace, random, role, parts, hash = random.hex(16)) {
  const message = { hash, role, name: null, parts };
  trace.messages[hash] = message;
  return message;
}

export function open(trace, random, clock, parent, fields) {
  const span = {
    trace_id: trace.id,
    span_id: random.hex(16),
    parent_span_id: parent?.span_id ?? null,
    kind: "internal",
    status: "unset",
    status_message: null,
    billable: false,
    dialect: "otel-genai",
    session_id: trace.session,
    user_id: trace.user,
    event_count: 0,
    link_count: 0,
    start: clock.at,
    start_time: instant(clock.at),
    duration_ms: 0,
    ...fields,
  };
  trace.spans.push(span);
  return span;
}

export function close(span, clock, status, message) {
  span.duration_ms = clock.at - span.start;
  span.status = status;
  span.status_message = message;
}
