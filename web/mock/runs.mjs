// SPDX-License-Identifier: Apache-2.0
import { costParts } from "./prices.mjs";
import { instant, randomFrom } from "./random.mjs";
import { CALLED, RESULT_TOKENS, toolsOf } from "./toolbox.mjs";

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
const INCIDENTS = [
  "Why did checkout fail for twelve minutes this morning? Name the deploy that did it.",
  "Summarise the open incidents and post them to #ops.",
];
const AGENTS = [...Array(9).fill("support"), ...Array(4).fill("researcher"), ...Array(4).fill("analyst"), "ops"];
const SYSTEM_TOKENS = 1900;
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
    calls: [],
    session: over.session ?? `chat-${random.integer(1, 60)}`,
    user: over.user ?? `user-${random.integer(1, 25)}`,
  };
  const agent = random.pick(AGENTS);
  const heavy = agent === "ops";
  const model = heavy ? MODELS[2] : random.pick(MODELS);
  const question = heavy ? random.pick(INCIDENTS) : random.pick(QUESTIONS);
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
  const history = [remember(say(trace, random, "user", [{ type: "text", text: question }]), [["user", 210]])];
  const rounds = heavy ? random.integer(8, 13) : random.integer(1, 4);
  for (let round = 0; round < rounds; round++) {
    clock.at += random.between(0.5, 4);
    const last = round === rounds - 1;
    const wanted = heavy && random.chance(0.6) ? "query_loki" : random.pick(CALLED[agent]);
    const tool = toolsOf(agent).find(({ tool: name }) => name === wanted);
    const callId = `call_${random.hex(8)}`;
    const parts = last
      ? [{ type: "text", text: random.pick(ANSWERS) }]
      : [
          { type: "reasoning", text: `I need facts before I answer, so I ask ${tool.tool}.` },
          { type: "tool_call", id: callId, name: tool.tool, arguments: { query: question.slice(0, 30), limit: 5 } },
        ];
    modelCall(trace, random, clock, agentSpan, { model, agent, history, parts, tool, failed: failed && last });
    if (last) break;
    const result = {
      hits: [
        { title: "Returns", score: 0.91 },
        { title: "Shipping", score: 0.72 },
      ],
      took_ms: 12,
    };
    const span = toolCall(trace, random, clock, agentSpan, { tool, agent, callId, query: question, result });
    const answer = say(trace, random, "tool", [{ type: "tool_result", id: callId, name: tool.tool, result }]);
    history.push(remember(answer, [["result", random.integer(...RESULT_TOKENS[tool.tool]), tool, span.span_id]]));
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
  const task = say(trace, random, "user", [{ type: "text", text: "Summarise these documents in one sentence." }]);
  const history = [remember(task, [["user", 1400]])];
  modelCall(trace, random, clock, span, {
    model,
    agent: "summariser",
    history,
    parts: [{ type: "text", text: "Both documents describe the 30-day return window." }],
    failed: false,
  });
  close(span, clock, "ok", null);
}

/** A message with what it weighs: kinds and tokens, and the tool and span a part belongs to. */
function remember(message, weights) {
  return {
    hash: message.hash,
    weights: weights.map(([kind, tokens, owner = null, spanId = null]) => ({ kind, tokens, owner, spanId, carried: 0 })),
  };
}

const FIRST = { user: "user_new", result: "result_first" };
const AGAIN = {
  user: "hist_user",
  result: "result_resend",
  text: "hist_assistant",
  args: "hist_toolargs",
  reasoning: "reasoning_replay",
};

/** What a call sends, in the order in which caches see it. */
function segmentsOf(agent, history, unseen) {
  const segments = toolsOf(agent).map(({ server, tool, tokens }) => ({ category: "tooldef", server, tool, tokens }));
  segments.push({ category: "system", tokens: SYSTEM_TOKENS });
  for (const weight of history.flatMap(({ weights }) => weights)) {
    const category = (weight.carried++ === 0 && FIRST[weight.kind]) || AGAIN[weight.kind];
    const { server, tool } = weight.owner ?? {};
    segments.push({ category, server, tool, tokens: weight.tokens, ...(weight.kind === "result" ? { result: weight } : {}) });
  }
  if (unseen > 0) segments.push({ category: "overhead", tokens: unseen });
  return segments;
}

const sum = (segments) => segments.reduce((total, { tokens }) => total + tokens, 0);

function modelCall(trace, random, clock, parent, { model, agent, history, parts, tool = null, failed }) {
  const system = say(trace, random, "system", [{ type: "text", text: SYSTEM }], "system");
  const input = history.map((message) => message.hash);
  const last = parts.every((part) => part.type === "text");
  const segments = segmentsOf(agent, history, model.provider === "openai" ? random.integer(20, 60) : 0);
  const written = failed ? [] : outputOf(random, last, tool);
  const inputTokens = sum(segments);
  const outputTokens = sum(written);
  // The ops agent's instructions begin with a clock, so nothing before it is ever found in a cache.
  const cached = history.length > 1 && agent !== "ops" ? Math.floor((sum(toolsOf(agent)) + SYSTEM_TOKENS) / 128) * 128 : 0;
  const usage = { input_tokens: inputTokens, output_tokens: outputTokens, cache_read_tokens: cached };
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
    ...usage,
    ...costParts(model.name, usage),
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
  const kinds = written.map(({ category, tokens }) => [KIND_OF[category], tokens, category === "out_toolargs" ? tool : null]);
  history.push(...output.map((message) => remember(message, kinds)));
  trace.calls.push({ span, agent, model: model.name, segments, written, cached });
  span.content = { system: [system.hash], input, output: output.map((message) => message.hash) };
  span.output_preview = output[0]?.parts.find((part) => part.type === "text")?.text.slice(0, 200) ?? null;
  parent.output_preview = span.output_preview;
  if (failed) span.error_type = "RateLimitError";
  close(span, clock, failed ? "error" : "ok", failed ? "429: rate limit exceeded, retry in 20 s" : null);
  return span;
}

const KIND_OF = { out_text: "text", out_final: "text", out_toolargs: "args", out_reasoning: "reasoning" };

function outputOf(random, last, tool) {
  if (last) return [{ category: "out_final", tokens: random.integer(80, 400) }];
  return [
    { category: "out_reasoning", tokens: random.integer(40, 160) },
    { category: "out_text", tokens: random.integer(20, 60) },
    { category: "out_toolargs", server: tool.server, tool: tool.tool, tokens: random.integer(40, 110) },
  ];
}

function toolCall(trace, random, clock, parent, { tool, agent, callId, query, result }) {
  const span = open(trace, random, clock, parent, {
    name: `execute_tool ${tool.tool}`,
    service: "agent-api",
    op: "tool_call",
    op_group: "tool",
    layer: "tool",
    tool_name: tool.tool,
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
  return span;
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
