// SPDX-License-Identifier: Apache-2.0
import type { ToolRow } from "@/api/types";
import { formatCost, formatCount, NONE, plural } from "@/base/format";
import { toolFilter, toolHref } from "@/base/links";
import { keepRange } from "@/base/location";
import type { Column } from "@/widgets/DataTable";
import { Link } from "@/widgets/Link";
import { costColumn, countColumn, durationColumn, errorColumn, lastColumn, nameColumn, trendColumn } from "./columns";
import css from "./Inventory.module.css";
import type { Inventory } from "./InventoryTable";
import { most, slowerThan } from "./summary";

const hrefOf = (row: ToolRow) => toolHref(row.tool_name, row.mcp_server);
const tracesOf = (row: ToolRow, more = "") => keepRange("/traces", { q: toolFilter(row.tool_name, row.mcp_server, more) });
const slowTraces = (row: ToolRow, ms: number) => tracesOf(row, slowerThan(ms));
const isUnused = (row: ToolRow) => (row.offered_runs ?? 0) > 0 && row.used_runs === 0 && row.calls === 0 && !row.inferred_calls;

function tokens(id: keyof ToolRow & string, title: string, hint: string): Column<ToolRow> {
  return { ...countColumn<ToolRow>(id, title, (row) => row[id] as number | null, hrefOf), hint };
}

const calls: Column<ToolRow> = {
  ...countColumn<ToolRow>("calls", "Calls", (row) => row.calls, tracesOf),
  cell: (row) => {
    const inferred = row.inferred_calls ?? 0;
    if (row.calls > 0 || inferred === 0) return <Link href={tracesOf(row)}>{formatCount(row.calls)}</Link>;
    return <span title={`No spans: ${plural(inferred, "call")} known from messages`}>{formatCount(inferred)} inferred</span>;
  },
};

const used: Column<ToolRow> = {
  id: "used_runs",
  title: "Used in",
  hint: "Runs that called it, of those that were offered it",
  width: "112px",
  end: true,
  sortable: true,
  cell: (row) => {
    if (!row.offered_runs) return NONE;
    if (isUnused(row)) {
      return (
        <span className={css.unused} title={`Offered in ${plural(row.offered_runs, "run")} and never called`}>
          never, of {formatCount(row.offered_runs)}
        </span>
      );
    }
    if ((row.used_runs ?? 0) > row.offered_runs) {
      return <span title="Not all of these runs say which tools they were offered">{formatCount(row.used_runs)}</span>;
    }
    return (
      <span>
        {formatCount(row.used_runs)} of {formatCount(row.offered_runs)}
      </span>
    );
  },
};

function answer(rows: readonly ToolRow[]): string {
  const dearest = most(rows, (row) => row.cost_usd);
  const unused = rows.filter(isUnused).length;
  const parts = [plural(rows.length, "tool")];
  if (dearest) parts.push(`the dearest is ${dearest.tool_name} (${formatCost(dearest.cost_usd)})`);
  parts.push(unused > 0 ? `${formatCount(unused)} were offered and never used` : "none was offered for nothing");
  return parts.join(", ");
}

export const tools: Inventory<ToolRow> = {
  name: "tools",
  title: "Tools",
  defaultSort: "-cost_usd",
  nameOf: (row) => row.tool_name,
  textOf: (row) => `${row.tool_name} ${row.mcp_server ?? ""}`,
  hrefOf,
  answer,
  empty: "Tools appear with the first tool call that has a span, or the first model call that says which tools it was offered.",
  views: [{ id: "unused", title: "Never used", test: isUnused }],
  defaultColumns: [
    "tool_name",
    "mcp_server",
    "spark",
    "calls",
    "errors",
    "p95_ms",
    "definition_tokens",
    "used_runs",
    "result_tokens",
    "resend_tokens",
    "waste_tokens",
    "cost_usd",
  ],
  columns: [
    nameColumn("tool_name", "Tool", (row) => row.tool_name, hrefOf),
    {
      id: "mcp_server",
      title: "MCP server",
      width: "minmax(96px, 1fr)",
      sortable: true,
      cell: (row) => <span>{row.mcp_server ?? NONE}</span>,
    },
    trendColumn("Calls over time"),
    calls,
    countColumn("traces", "Traces", (row) => row.traces, tracesOf),
    errorColumn(
      (row) => row.calls,
      (row) => tracesOf(row, " has:error"),
    ),
    durationColumn("p50_ms", "p50", (row) => row.p50_ms),
    durationColumn("p95_ms", "p95", (row) => row.p95_ms, undefined, slowTraces),
    durationColumn("p99_ms", "p99", (row) => row.p99_ms, undefined, slowTraces),
    tokens("definition_tokens", "Definition", "Tokens of its definition in one call"),
    used,
    tokens("offered_calls", "Offered", "Model calls that carried its definition"),
    tokens("definition_total_tokens", "Definitions", "Tokens of its definition in all calls"),
    tokens("args_tokens", "Arguments", "Tokens of its arguments, written and sent again"),
    tokens("result_tokens", "Results", "Tokens of its results, in the first call that carried them"),
    tokens("result_tokens_p50", "Result p50", "Tokens of the middle one of its results"),
    tokens("result_tokens_p95", "Result p95", "Tokens that 95 % of its results stay below"),
    tokens("resend_tokens", "Sent again", "Tokens of its results in all later calls"),
    tokens("total_tokens", "Tokens", "Everything it took: definition, arguments, results"),
    tokens("waste_tokens", "For nothing", "Definitions in runs that never used it, and results sent again"),
    costColumn(hrefOf),
    lastColumn(),
  ],
};
