// SPDX-License-Identifier: Apache-2.0
import type { LargestResult } from "@/api/tools";
import { formatCost, formatCount, NONE, plural, shortId } from "@/base/format";
import { spansHref, tokensHref } from "@/base/links";
import { Card } from "@/widgets/Card";
import type { Column } from "@/widgets/DataTable";
import { Link } from "@/widgets/Link";
import { Skeleton } from "@/widgets/Notice";
import { PlainTable } from "@/widgets/PlainTable";
import css from "./Tool.module.css";

const columns: Column<LargestResult>[] = [
  {
    id: "span_id",
    title: "Result",
    width: "",
    cell: ({ trace_id: trace, span_id: span }) => (
      <Link href={span ? spansHref(trace, [span]) : tokensHref(trace)}>
        <code>{shortId(span ?? trace)}</code>
      </Link>
    ),
  },
  { id: "tokens", title: "Size", width: "", end: true, cell: ({ tokens }) => `${formatCount(tokens)} tokens` },
  {
    id: "carried_calls",
    title: "Carried by",
    width: "",
    end: true,
    cell: ({ carried_calls: calls }) => (calls == null ? NONE : plural(calls, "call")),
  },
  { id: "cost_usd", title: "Cost", width: "", end: true, cell: ({ cost_usd: cost }) => formatCost(cost) },
  { id: "trace", title: "Trace", width: "", cell: ({ trace_id: trace }) => <Link href={tokensHref(trace)}>its tokens</Link> },
];

/** The results that were largest; each opens its span. */
export function LargestResults({ results = [], loading }: { results: readonly LargestResult[] | undefined; loading: boolean }) {
  return (
    <Card flush title="Largest results">
      {loading && <Skeleton height={160} />}
      {!loading && results.length === 0 && <p className={css.inset}>No result of it was seen in a model call.</p>}
      {results.length > 0 && (
        <PlainTable
          label="Largest results"
          columns={columns}
          rows={results}
          rowKey={(row, index) => `${row.span_id ?? row.trace_id} ${index}`}
          shown={8}
        />
      )}
    </Card>
  );
}
