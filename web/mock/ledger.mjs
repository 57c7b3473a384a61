// SPDX-License-Identifier: Apache-2.0
import { group } from "./figures.mjs";
import { inputCost, outputCost, windowOf } from "./prices.mjs";

const total = (items, valueOf) => items.reduce((sum, item) => sum + (valueOf(item) ?? 0), 0);
const known = new WeakMap();

/** Where the tokens of a run went, computed once from what its calls sent. */
export function ledgerOf(run) {
  if (!known.has(run)) known.set(run, build(run));
  return known.get(run);
}

function build(run) {
  const used = new Set(run.spans.map((span) => span.tool_name).filter(Boolean));
  const parts = run.calls.flatMap((call, index) => partsOf(call, index, used));
  const input = parts.filter(({ side }) => side === "input");
  const inputTokens = total(input, ({ tokens }) => tokens);
  const hole = input.filter(({ waste, category }) => waste || category === "result_resend");
  const cost = run.calls.length ? total(parts, ({ cost }) => cost) : null;
  const unique = total(input, ({ tokens, fresh }) => (fresh ? tokens : 0));
  const largest = run.calls.reduce((most, { span }) => (span.input_tokens > (most?.input_tokens ?? 0) ? span : most), null);
  const totals = {
    calls: run.calls.length,
    input_tokens: inputTokens,
    output_tokens: total(parts, ({ side, tokens }) => (side === "output" ? tokens : 0)),
    cache_read_tokens: total(run.calls, ({ cached }) => cached),
    cache_write_tokens: null,
    cost_usd: cost,
    unique_input_tokens: unique,
    amplification: unique ? inputTokens / unique : null,
    hole_index: inputTokens ? total(hole, ({ tokens }) => tokens) / inputTokens : null,
    hole_cost_share: cost ? total(hole, ({ cost: usd }) => usd) / cost : null,
    waste_tokens: total(hole, ({ tokens }) => tokens),
    waste_usd: total(hole, ({ cost: usd }) => usd),
    max_input_tokens: largest?.input_tokens ?? null,
    context_window: windowOf(largest?.request_model),
    confidence: run.calls.some(({ model }) => model === "gpt-5-mini") ? "medium" : "high",
    tier: "tokenizer",
  };
  return {
    totals,
    entries: entriesOf(parts),
    tools: toolsOf(run, parts, used),
    results: resultsOf(parts),
    calls: run.calls.map(callOf),
  };
}

/** The segments of a call with their share of cache and cost; the first call of an agent sends everything for the first time. */
function partsOf(call, index, used) {
  let at = 0;
  const sent = call.segments.map((segment) => {
    const cached = Math.max(0, Math.min(segment.tokens, call.cached - at));
    at += segment.tokens;
    const stays = segment.category === "tooldef" || segment.category === "system";
    return {
      ...segment,
      side: "input",
      agent: call.agent,
      index,
      cached,
      cost: inputCost(call.model, segment.tokens - cached, cached),
      waste: segment.category === "tooldef" && !used.has(segment.tool),
      fresh: stays
        ? index === 0
        : !["result_resend", "hist_user"].includes(segment.category) && !/^hist_|replay/.test(segment.category),
    };
  });
  const written = call.written.map((part) => ({
    ...part,
    side: "output",
    agent: call.agent,
    index,
    cost: outputCost(call.model, part.tokens),
  }));
  return [...sent, ...written].filter(({ tokens }) => tokens > 0);
}

const ownerOf = ({ server, tool }) => ({ server: server ?? null, tool: tool ?? null });

function entriesOf(parts) {
  const entries = new Map();
  for (const part of parts) {
    const key = [part.side, part.category, part.server, part.tool, part.agent].join("|");
    const entry = entries.get(key) ?? {
      side: part.side,
      category: part.category,
      ...ownerOf(part),
      agent: part.agent,
      tokens: 0,
      cached: 0,
      waste_tokens: 0,
      cost_usd: 0,
      calls: 0,
    };
    entry.tokens += part.tokens;
    entry.cached += part.cached ?? 0;
    entry.waste_tokens += part.waste || part.category === "result_resend" ? part.tokens : 0;
    entry.cost_usd += part.cost ?? 0;
    entry.calls++;
    entries.set(key, entry);
  }
  return [...entries.values()].sort((a, b) => b.tokens - a.tokens);
}

function toolsOf(run, parts, used) {
  const byTool = group(
    parts.filter(({ tool }) => tool),
    ({ server, tool, agent }) => `${server ?? ""}|${tool}|${agent}`,
  );
  return [...byTool.values()]
    .map((members) => {
      const of = (...categories) => total(members, ({ category, tokens }) => (categories.includes(category) ? tokens : 0));
      const definitions = members.filter(({ category }) => category === "tooldef");
      const first = of("result_first");
      const { tool, agent } = members[0];
      return {
        ...ownerOf(members[0]),
        agent,
        definition_tokens: definitions[0]?.tokens ?? null,
        offered_calls: definitions.length,
        used_calls: used.has(tool) ? run.spans.filter((span) => span.tool_name === tool).length : 0,
        tokens: total(members, ({ tokens }) => tokens),
        definition_total_tokens: of("tooldef"),
        result_tokens: first,
        resend_tokens: of("result_resend"),
        args_tokens: of("hist_toolargs", "out_toolargs"),
        waste_tokens: of("result_resend") + (used.has(tool) ? 0 : of("tooldef")),
        cost_usd: total(members, ({ cost }) => cost),
        amplification: first ? (first + of("result_resend")) / first : null,
      };
    })
    .sort((a, b) => b.tokens - a.tokens);
}

function resultsOf(parts) {
  const byResult = group(
    parts.filter(({ result }) => result),
    ({ result }) => result,
  );
  return [...byResult]
    .map(([result, members]) => ({
      span_id: result.spanId,
      call_index: members[0].index,
      ...ownerOf(members[0]),
      tokens: result.tokens,
      carried_calls: members.length,
      total_tokens: result.tokens * members.length,
      cost_usd: total(members, ({ cost }) => cost),
      waste: result.tokens % 17 === 0 ? "duplicate" : null,
    }))
    .sort((a, b) => b.total_tokens - a.total_tokens)
    .slice(0, 200);
}

function callOf({ span, agent, model, segments, written, cached }, index) {
  const byCategory = {};
  for (const { category, tokens } of [...segments, ...written]) {
    if (tokens > 0) byCategory[category] = (byCategory[category] ?? 0) + tokens;
  }
  return {
    span_id: span.span_id,
    index,
    start_time: span.start_time,
    agent,
    model,
    input_tokens: span.input_tokens,
    output_tokens: span.output_tokens,
    cache_read_tokens: cached,
    cache_write_tokens: null,
    cost_usd: span.cost_usd,
    context_window: windowOf(model),
    scale: 1,
    confidence: "high",
    tier: "tokenizer",
    by_category: byCategory,
  };
}
