// SPDX-License-Identifier: Apache-2.0
import type { RunsByVerdict } from "@/api/latency";
import { term } from "@/base/filter";
import { formatCount, formatDuration, formatPercent } from "@/base/format";
import { keepRange } from "@/base/location";
import { Card } from "@/widgets/Card";
import type { Column } from "@/widgets/DataTable";
import { Link } from "@/widgets/Link";
import { Skeleton } from "@/widgets/Notice";
import { PlainTable } from "@/widgets/PlainTable";
import { VerdictMark } from "@/widgets/Verdict";
import css from "./LatencyPage.module.css";

const KINDS = [
  { field: "in_models_ms", title: "models", token: "--op-model" },
  { field: "in_tools_ms", title: "tools", token: "--op-tool" },
  { field: "in_network_ms", title: "network", token: "--lat-network" },
  { field: "elsewhere_ms", title: "application", token: "--op-agent" },
] as const;

const COLUMNS: readonly Column<RunsByVerdict>[] = [
  { id: "verdict", title: "Slow by", width: "", cell: (row) => <VerdictMark verdict={row.verdict} /> },
  {
    id: "runs",
    title: "Traces",
    width: "",
    end: true,
    cell: (row) => (
      <Link href={keepRange("/traces", { q: term("run_verdict", row.verdict), sort: "-duration_ms" })}>
        {formatCount(row.runs)}
      </Link>
    ),
  },
  { id: "p95", title: "p95", width: "", end: true, cell: (row) => formatDuration(row.p95_ms) },
  { id: "all", title: "All their time", width: "", end: true, cell: (row) => formatDuration(row.all_ms) },
  { id: "split", title: "Where it went", width: "", cell: (row) => <Split row={row} /> },
];

interface RunTableProps {
  runs: readonly RunsByVerdict[] | undefined;
  isFiltered: boolean;
}

/** Whole traces by what made them slow. */
export function RunTable({ runs, isFiltered }: RunTableProps) {
  return (
    <Card
      title="Traces by what made them slow"
      note={isFiltered ? "All of this time range: filters choose calls, not traces" : undefined}
      aside={
        <ul className={css.legend}>
          {KINDS.map(({ title, token }) => (
            <li key={title}>
              <i style={{ background: `var(${token})` }} />
              {title}
            </li>
          ))}
        </ul>
      }
      flush
    >
      {runs ? (
        <PlainTable label="Traces by what made them slow" columns={COLUMNS} rows={runs} rowKey={(row) => row.verdict} />
      ) : (
        <Skeleton height={120} />
      )}
    </Card>
  );
}

function Split({ row }: { row: RunsByVerdict }) {
  const parts = KINDS.map((kind) => ({ ...kind, ms: row[kind.field] })).filter(({ ms }) => ms > 0);
  const words = parts.map(({ title, ms }) => `${formatPercent(ms, row.all_ms)} ${title}`).join(", ");
  return (
    <span className={css.split} title={words} role="img" aria-label={words}>
      {parts.map(({ field, token, ms }) => (
        <i key={field} style={{ flexGrow: ms, background: `var(${token})` }} />
      ))}
    </span>
  );
}
