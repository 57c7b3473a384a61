// SPDX-License-Identifier: Apache-2.0
import type { LedgerResult } from "@/api/ledger";
import { formatCost, formatCount, NONE, plural } from "@/base/format";
import { toolHref } from "@/base/links";
import { hrefWith } from "@/features/trace/url";
import { Card } from "@/widgets/Card";
import type { Column } from "@/widgets/DataTable";
import { Chip } from "@/widgets/Figures";
import { Link } from "@/widgets/Link";
import { PlainTable } from "@/widgets/PlainTable";

const WASTE: Record<string, string> = {
  duplicate: "The same result came twice",
  superseded: "A later result replaced it",
  retry: "The result of a call that was tried again",
};

const columns: Column<LedgerResult>[] = [
  {
    id: "tool",
    title: "Result of",
    width: "",
    cell: (row) =>
      row.span_id ? <Link href={hrefWith({ span: row.span_id })}>{row.tool ?? "a tool"}</Link> : (row.tool ?? "a tool"),
  },
  { id: "server", title: "Server", width: "", cell: (row) => row.server ?? NONE },
  { id: "tokens", title: "Size", hint: "Tokens of the result", width: "", end: true, cell: (row) => formatCount(row.tokens) },
  {
    id: "call_index",
    title: "First in call",
    width: "",
    end: true,
    cell: (row) => (row.call_index == null ? NONE : formatCount(row.call_index + 1)),
  },
  {
    id: "carried_calls",
    title: "Carried by",
    hint: "Calls that sent it",
    width: "",
    end: true,
    cell: (row) => (row.carried_calls == null ? NONE : plural(row.carried_calls, "call")),
  },
  { id: "total_tokens", title: "Tokens in all", width: "", end: true, cell: (row) => formatCount(row.total_tokens) },
  { id: "cost_usd", title: "Cost", width: "", end: true, cell: (row) => formatCost(row.cost_usd) },
  {
    id: "waste",
    title: "",
    width: "",
    cell: (row) => (
      <>
        {row.waste && (
          <Chip note title={WASTE[row.waste]}>
            {row.waste}
          </Chip>
        )}{" "}
        {row.tool && <Link href={toolHref(row.tool, row.server)}>the tool</Link>}
      </>
    ),
  },
];

/** The results that took the most tokens, over all calls that carried them. */
export function Results({ results }: { results: readonly LedgerResult[] }) {
  if (results.length === 0) return null;
  return (
    <Card flush title="Largest results" note="By the tokens of all calls that carried them">
      <PlainTable
        label="Largest results"
        columns={columns}
        rows={results}
        rowKey={(row, index) => `${row.span_id ?? ""} ${index}`}
        shown={8}
      />
    </Card>
  );
}
