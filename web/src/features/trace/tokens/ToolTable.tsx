// SPDX-License-Identifier: Apache-2.0
import { useMemo, useState } from "react";
import type { LedgerTool } from "@/api/ledger";
import { formatCost, formatCount, formatPercent, NONE, plural } from "@/base/format";
import { toolHref } from "@/base/links";
import { Card } from "@/widgets/Card";
import type { Column, Sort } from "@/widgets/DataTable";
import { Link } from "@/widgets/Link";
import { PlainTable } from "@/widgets/PlainTable";
import { sortRows } from "@/widgets/sortRows";
import css from "./Tokens.module.css";

function count(id: keyof LedgerTool & string, title: string, hint: string): Column<LedgerTool> {
  return { id, title, hint, width: "", end: true, sortable: true, cell: (row) => formatCount(row[id] as number | null) };
}

/** The same tool stands once for each agent that was offered it. */
const agentColumn: Column<LedgerTool> = {
  id: "agent",
  title: "Agent",
  width: "",
  sortable: true,
  cell: (row) => row.agent ?? NONE,
};

function columnsOf(inputTokens: number | null, agents: boolean): Column<LedgerTool>[] {
  return [
    {
      id: "tool",
      title: "Tool",
      width: "",
      sortable: true,
      cell: (row) => <Link href={toolHref(row.tool, row.server)}>{row.tool}</Link>,
    },
    { id: "server", title: "Server", width: "", sortable: true, cell: (row) => row.server ?? NONE },
    ...(agents ? [agentColumn] : []),
    count("tokens", "Tokens", "Definition, arguments and results, first sent and sent again"),
    {
      id: "share",
      title: "Share",
      hint: "Of the input of the run",
      width: "",
      end: true,
      cell: (row) => (row.tokens != null && inputTokens ? formatPercent(row.tokens, inputTokens) : NONE),
    },
    { id: "cost_usd", title: "Cost", width: "", end: true, sortable: true, cell: (row) => formatCost(row.cost_usd) },
    count("definition_tokens", "Definition", "Tokens of the definition in one call"),
    count("offered_calls", "Offered", "Calls that carried the definition"),
    {
      id: "used_calls",
      title: "Used",
      hint: "How often the model called it",
      width: "",
      end: true,
      sortable: true,
      cell: (row) => (row.used_calls === 0 ? <span className={css.never}>never</span> : formatCount(row.used_calls)),
    },
    count("definition_total_tokens", "Definitions", "Tokens of the definition in all calls"),
    count("args_tokens", "Arguments", "Written, and sent again"),
    count("result_tokens", "Results", "Tokens of the results, in the first call that carried them"),
    count("resend_tokens", "Sent again", "Tokens of the results in all later calls"),
    {
      id: "amplification",
      title: "Sent ×",
      hint: "How often a result was sent on average",
      width: "",
      end: true,
      sortable: true,
      cell: (row) => (row.amplification == null ? NONE : row.amplification.toFixed(1)),
    },
    count("waste_tokens", "For nothing", "Definitions never used, and results sent again"),
  ];
}

/** The treemap in figures. */
export function ToolTable({ tools, inputTokens }: { tools: readonly LedgerTool[]; inputTokens: number | null }) {
  const [sort, setSort] = useState<Sort>({ id: "tokens", descending: true });
  const rows = useMemo(() => sortRows(tools, sort), [tools, sort]);
  const agents = new Set(tools.map((tool) => tool.agent ?? "")).size > 1;
  const columns = useMemo(() => columnsOf(inputTokens, agents), [inputTokens, agents]);
  const unused = tools.filter((tool) => tool.used_calls === 0).length;
  if (tools.length === 0) return null;
  return (
    <Card
      flush
      title="Tools"
      note={
        unused > 0 ? `${plural(unused, "tool")} of ${formatCount(tools.length)} were never used` : plural(tools.length, "tool")
      }
    >
      <PlainTable
        label="Tools of this trace"
        columns={columns}
        rows={rows}
        rowKey={(row) => `${row.server ?? ""} ${row.tool} ${row.agent ?? ""}`}
        sort={sort}
        onSort={setSort}
        shown={12}
      />
    </Card>
  );
}
