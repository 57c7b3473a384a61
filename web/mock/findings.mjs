// SPDX-License-Identifier: Apache-2.0
import { ledgerOf } from "./ledger.mjs";

const sum = (items, valueOf) => items.reduce((total, item) => total + (valueOf(item) ?? 0), 0);
const k = (tokens) =>
  tokens >= 1e6
    ? `${(tokens / 1e6).toFixed(1)} M`
    : tokens >= 10_000
      ? `${Math.round(tokens / 1000)} k`
      : tokens.toLocaleString("en-US");

/** Rules with their thresholds; `measure` gives the figure, `describe` the sentence. */
export const RULES = [
  {
    rule: "BH-05",
    name: "amplification",
    unit: "×",
    thresholds: [5, 10],
    about: "Every call sends everything again. This is how many tokens were sent for each that was new.",
    fix: "Give parts of the work to sub-agents with a context of their own, or replace old turns by a summary.",
  },
  {
    rule: "BH-06",
    name: "oversize_result",
    unit: "tokens",
    thresholds: [8000, 18_000],
    about: "One tool result takes a large part of the context window, and every later call carries it.",
    fix: "Return pages or chosen fields, or a handle to a file that the model reads in parts.",
  },
  {
    rule: "BH-07",
    name: "resend_share",
    unit: "%",
    thresholds: [40, 60],
    about: "Most of the input are tool results that the model has seen before.",
    fix: "Clear results that were used, or keep a summary of them instead.",
  },
  {
    rule: "BH-08",
    name: "heavy_definitions",
    unit: "tokens",
    thresholds: [10_000, 40_000],
    about: "The definitions of the offered tools are sent with every call, whether they are used or not.",
    fix: "Use a tool search, or offer fewer servers to this agent.",
  },
  {
    rule: "BH-09",
    name: "unused_definitions",
    unit: "%",
    thresholds: [70, 95],
    about: "Tools were offered in every call and never used.",
    fix: "Give the agent a list of the tools it may use.",
  },
  {
    rule: "BH-13",
    name: "cache_collapse",
    unit: "%",
    thresholds: [50, 20],
    about: "A prefix that stayed the same was not found in the provider's cache.",
    fix: "Move what changes, such as the time, behind what stays: tools first, then instructions, then the conversation.",
  },
  {
    rule: "BH-14",
    name: "context_pressure",
    unit: "%",
    thresholds: [50, 80],
    about: "The largest call fills much of the model's context window. Answers get worse long before it is full.",
    fix: "Compact the conversation earlier.",
  },
];

const ruleOf = (id) => RULES.find(({ rule }) => rule === id);

/** What the rules say about a run. */
export function findingsOf(run) {
  if (run.calls.length === 0) return [];
  const { totals, tools, results } = ledgerOf(run);
  if (totals.calls < 5 && totals.input_tokens < 20_000) return [];
  const { agent } = run.calls[0];
  const all = run.calls.map(({ span }) => span.span_id).slice(0, 100);
  const price = totals.cost_usd / totals.input_tokens;
  const found = [];
  const add = (rule, value, more) => {
    const { thresholds, name, fix } = ruleOf(rule);
    if (value < thresholds[0]) return;
    const issue = `${rule}:${[agent, more.server, more.tool].filter(Boolean).join("-")}`;
    const severity = value >= thresholds[1] ? "critical" : "warning";
    found.push({
      rule,
      name,
      severity,
      server: null,
      tool: null,
      agent,
      fix,
      span_ids: all,
      cost_usd: more.tokens * price,
      issue,
      ...more,
    });
  };
  const unused = tools.filter(({ used_calls: used }) => used === 0);
  const unusedTokens = sum(unused, (tool) => tool.definition_total_tokens);
  const definitions = sum(tools, (tool) => tool.definition_tokens);
  const resent = sum(tools, (tool) => tool.resend_tokens);
  if (unusedTokens > 5000)
    add("BH-09", (100 * unusedTokens) / sum(tools, (tool) => tool.definition_total_tokens), {
      title: `${unused.length} of ${tools.length} tools were offered and never used`,
      detail: `Their definitions took ${k(unusedTokens)} of ${k(totals.input_tokens)} input tokens in ${totals.calls} calls.`,
      tokens: unusedTokens,
    });
  add("BH-08", definitions, {
    title: `Tool definitions take ${k(definitions)} tokens of every call`,
    detail: `${tools.length} tools of ${new Set(tools.map(({ server }) => server)).size} servers, sent ${totals.calls} times.`,
    tokens: definitions * totals.calls,
  });
  add("BH-07", (100 * resent) / totals.input_tokens, {
    title: `${Math.round((100 * resent) / totals.input_tokens)} % of the input were results sent again`,
    detail: `${k(resent)} tokens of results that an earlier call had already carried.`,
    tokens: resent,
  });
  for (const tool of tools) {
    const large = results.filter((result) => result.tool === tool.tool && result.tokens >= 8000);
    if (large.length === 0) continue;
    add("BH-06", Math.max(...large.map(({ tokens }) => tokens)), {
      title: `${tool.tool} returned ${k(sum(large, ({ tokens }) => tokens) / large.length)} tokens on average, carried by ${Math.round(sum(large, (result) => result.carried_calls) / large.length)} calls`,
      detail: `${large.length} results above 8 k tokens; with every later call they took ${k(sum(large, (result) => result.total_tokens))} tokens.`,
      tokens: sum(large, (result) => result.total_tokens),
      cost_usd: sum(large, (result) => result.cost_usd),
      server: tool.server,
      tool: tool.tool,
      span_ids: large.map((result) => result.span_id),
    });
  }
  add("BH-05", totals.amplification, {
    title: `Each new token was sent ${totals.amplification.toFixed(1)} times`,
    detail: `${k(totals.input_tokens)} input tokens, of which ${k(totals.unique_input_tokens)} were new.`,
    tokens: totals.input_tokens - totals.unique_input_tokens,
  });
  add("BH-14", (100 * totals.max_input_tokens) / totals.context_window, {
    title: `The largest call filled ${Math.round((100 * totals.max_input_tokens) / totals.context_window)} % of the context window`,
    detail: `${k(totals.max_input_tokens)} of ${k(totals.context_window)} tokens.`,
    tokens: totals.max_input_tokens,
    span_ids: [run.calls.reduce((most, call) => (call.span.input_tokens > most.span.input_tokens ? call : most)).span.span_id],
  });
  return found.sort((a, b) => b.cost_usd - a.cost_usd);
}

/** The sentence on top of a run's ledger. */
export function sentenceOf(run) {
  const { totals } = ledgerOf(run);
  const worst = findingsOf(run).find(({ rule }) => rule !== "BH-05");
  const start = `${totals.calls} ${totals.calls === 1 ? "call" : "calls"} sent ${totals.input_tokens.toLocaleString("en-US")} input tokens, ${totals.amplification?.toFixed(1)} times what was new`;
  return worst ? `${start}; ${worst.title[0].toLowerCase()}${worst.title.slice(1)}.` : `${start}.`;
}
