// SPDX-License-Identifier: Apache-2.0
import { group, measured, quantile } from "./figures.mjs";
import { ledgerOf } from "./ledger.mjs";
import { createQuestions } from "./question.mjs";
import { definitionsOf } from "./toolbox.mjs";

const sum = (items, field) => items.reduce((total, item) => total + (item[field] ?? 0), 0);
const keyOf = (server, tool) => `${server ?? ""}|${tool}`;
const BUCKETS = 48;

export function toolRoutes(store) {
  const { inRange, spansIn } = createQuestions(store);

  const ledgersIn = (search) => {
    const { from, to, traces } = inRange(search);
    const runs = traces.filter((trace) => trace.span_count < 10_000).map((trace) => store.runs.get(trace.trace_id));
    return { from, to, ledgers: runs.filter((run) => run.calls.length > 0).map((run) => ({ run, ledger: ledgerOf(run) })) };
  };

  const rowsIn = (search) => {
    const { from, to, ledgers } = ledgersIn(search);
    const { spans } = spansIn(search);
    const spansByTool = group(
      spans.filter((span) => span.tool_name),
      (span) => keyOf(span.mcp_server, span.tool_name),
    );
    const byTool = group(
      ledgers.flatMap(({ run, ledger }) => ledger.tools.map((tool) => ({ ...tool, run, ledger }))),
      ({ server, tool }) => keyOf(server, tool),
    );
    return [...byTool].map(([key, members]) => {
      const called = spansByTool.get(key) ?? [];
      const sizes = members.flatMap(({ ledger, tool }) =>
        ledger.results.filter((result) => result.tool === tool).map((result) => result.tokens),
      );
      return {
        ...(called.length > 0
          ? measured(called, from, to)
          : {
              errors: 0,
              traces: 0,
              p50_ms: null,
              p95_ms: null,
              p99_ms: null,
              last_time: members[0].run.summary.start_time,
              spark: [],
            }),
        tool_name: members[0].tool,
        mcp_server: members[0].server,
        calls: called.length,
        definition_tokens: members[0].definition_tokens,
        offered_calls: sum(members, "offered_calls"),
        offered_runs: members.filter((one) => one.offered_calls > 0).length,
        used_runs: members.filter((one) => one.used_calls > 0).length,
        definition_total_tokens: sum(members, "definition_total_tokens"),
        result_tokens: sum(members, "result_tokens"),
        resend_tokens: sum(members, "resend_tokens"),
        args_tokens: sum(members, "args_tokens"),
        total_tokens: sum(members, "tokens"),
        waste_tokens: sum(members, "waste_tokens"),
        cost_usd: sum(members, "cost_usd"),
        result_tokens_p50: quantile(sizes, 0.5),
        result_tokens_p95: quantile(sizes, 0.95),
      };
    });
  };

  return {
    "GET /tools": (search) => ({ tools: rowsIn(search) }),
    "GET /tool": (search) => {
      const [tool, server] = [search.get("tool"), search.get("server") || null];
      const row = rowsIn(search).find((one) => one.tool_name === tool && one.mcp_server === server);
      if (!row) return null;
      const { from, to, ledgers } = ledgersIn(search);
      const spans = spansIn(search).spans.filter((span) => span.tool_name === tool && span.mcp_server === server);
      const largest = ledgers
        .flatMap(({ run, ledger }) => ledger.results.map((result) => ({ trace_id: run.id, ...result })))
        .filter((result) => result.tool === tool && result.server === server)
        .sort((a, b) => b.tokens - a.tokens)
        .slice(0, 50);
      const failed = spans.filter((span) => span.status === "error");
      const price = row.total_tokens ? row.cost_usd / row.total_tokens : null;
      const marginal = row.calls ? (row.args_tokens + row.result_tokens + row.resend_tokens) / row.calls : null;
      return {
        tool: { ...row, marginal_tokens: marginal && Math.round(marginal), marginal_usd: marginal && price && marginal * price },
        versions: versionsOf(tool, row, from),
        largest,
        errors: [...group(failed, (span) => span.error_type ?? "Error")].map(([error_type, members]) => ({
          error_type,
          count: members.length,
          trace_id: members[0].trace_id,
        })),
        step_ms: (to - from) / BUCKETS,
        series: seriesOf(spans, largest, from, to),
      };
    },
    "GET /tools/what-if": (search) => {
      const week = new URLSearchParams({ from: "now-7d", ...Object.fromEntries(search) });
      const { ledgers } = ledgersIn(week);
      const server = search.get("server");
      const tools = ledgers
        .flatMap(({ ledger }) => ledger.tools)
        .filter((tool) => server === null || (tool.server ?? "") === server);
      const totals = ledgers.map(({ ledger }) => ledger.totals);
      const [input, cost] = [sum(totals, "input_tokens"), sum(totals, "cost_usd")];
      const definitions = sum(tools, "definition_total_tokens");
      const unused = sum(
        tools.filter((tool) => tool.used_calls === 0),
        "definition_total_tokens",
      );
      const option = (id, title, saved, detail, assumes) => ({
        option: id,
        title,
        saved_tokens: Math.round(saved),
        saved_usd: input ? (saved / input) * cost : null,
        share: input ? saved / input : null,
        detail,
        assumes,
      });
      const resend = sum(tools, "resend_tokens");
      return {
        runs: ledgers.length,
        input_tokens: input,
        cost_usd: cost,
        options: [
          option(
            "tool_search",
            "Let the model search for tools",
            definitions * 0.85,
            "all definitions, less a search tool of 500 tokens and the definitions that were used",
            "runs that offer at least 10 tools or 10,000 tokens of definitions",
          ),
          option(
            "allow_list",
            "Offer each run only the tools it uses",
            unused,
            "definitions of tools that their run never called",
            "that the tools a run needs are known before it begins",
          ),
          option(
            "result_limit",
            "Cut results at 2,000 tokens",
            (resend + sum(tools, "result_tokens")) * 0.4,
            "what results have beyond the limit, in every call that carried them",
            "that the agent does not need the rest, or asks for it page by page",
          ),
          option(
            "cached_prefix",
            "Keep the beginning of prompts unchanged",
            definitions * 0.3,
            "tokens that an earlier call had sent and the provider's cache did not answer",
            "that calls follow each other within five minutes",
          ),
        ],
      };
    },
  };
}

function versionsOf(tool, row, from) {
  const [older, newer] = definitionsOf(tool);
  const grown = Math.round((row.definition_tokens ?? 300) * 0.62);
  const middle = from + (Date.parse(row.last_time) - from) / 2;
  const version = (hash, definition, tokens, first, last) => ({
    hash,
    definition: JSON.stringify(definition),
    tokens,
    bytes: JSON.stringify(definition).length,
    first_time: new Date(first).toISOString(),
    last_time: new Date(last).toISOString(),
  });
  return [
    version("9f2c41d07be84a6f", newer, row.definition_tokens, middle, Date.parse(row.last_time)),
    version("1b07d3a95c62e4f8", older, grown, from, middle),
  ];
}

function seriesOf(spans, results, from, to) {
  const step = (to - from) / BUCKETS;
  return Array.from({ length: BUCKETS }, (_, index) => {
    const inside = spans.filter((span) => span.start >= from + index * step && span.start < from + (index + 1) * step);
    const ids = new Set(inside.map((span) => span.span_id));
    return {
      time: new Date(from + index * step).toISOString(),
      calls: inside.length,
      errors: inside.filter((span) => span.status === "error").length,
      p95_ms: quantile(
        inside.map((span) => span.duration_ms),
        0.95,
      ),
      tokens: sum(
        results.filter((result) => ids.has(result.span_id)),
        "total_tokens",
      ),
    };
  });
}
