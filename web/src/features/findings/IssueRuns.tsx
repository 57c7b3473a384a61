// SPDX-License-Identifier: Apache-2.0
import type { IssueRun } from "@/api/findings";
import { formatCost, formatCount, NONE, plural } from "@/base/format";
import { spansHref, tokensHref } from "@/base/links";
import { Card } from "@/widgets/Card";
import type { Column } from "@/widgets/DataTable";
import { SeverityMark, Time } from "@/widgets/Figures";
import { Link } from "@/widgets/Link";
import { Skeleton } from "@/widgets/Notice";
import { PlainTable } from "@/widgets/PlainTable";
import css from "./Finding.module.css";

const columns: Column<IssueRun>[] = [
  {
    id: "name",
    title: "Run",
    width: "",
    cell: (run) => (
      <span className={css.run}>
        <SeverityMark severity={run.severity} />
        <Link href={tokensHref(run.trace_id)}>
          {run.name ?? "Trace"} · <Time value={run.start_time} />
        </Link>
      </span>
    ),
  },
  { id: "cost_usd", title: "Money", width: "", end: true, cell: (run) => formatCost(run.cost_usd) },
  { id: "tokens", title: "Tokens", width: "", end: true, cell: (run) => formatCount(run.tokens) },
  {
    id: "spans",
    title: "Spans",
    width: "",
    end: true,
    cell: ({ trace_id: traceId, span_ids: spans }) =>
      spans && spans.length > 0 ? <Link href={spansHref(traceId, spans)}>{plural(spans.length, "span")}</Link> : NONE,
  },
  {
    id: "detail",
    title: "What was found",
    width: "",
    cell: (run) => (
      <span className={css.detail} title={`${run.title}. ${run.detail ?? ""}`}>
        {run.title}
      </span>
    ),
  },
];

/** The runs that have the finding: each opens where its tokens went. */
export function IssueRuns({ runs }: { runs: readonly IssueRun[] | undefined }) {
  return (
    <Card flush title="Runs that have it" note={runs && plural(runs.length, "run")}>
      {runs ? (
        <PlainTable label="Runs that have it" columns={columns} rows={runs} rowKey={(run, index) => `${run.trace_id} ${index}`} />
      ) : (
        <Skeleton height={180} />
      )}
    </Card>
  );
}
