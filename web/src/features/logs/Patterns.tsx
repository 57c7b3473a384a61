// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { logPatternsQuery, type LogPattern } from "@/api/logs";
import { addTerm, term } from "@/base/filter";
import { formatCount, NONE } from "@/base/format";
import { DataTable, type Column } from "@/widgets/DataTable";
import { Time } from "@/widgets/Figures";
import { useTimeRange } from "@/widgets/hooks";
import { Link } from "@/widgets/Link";
import { EmptyNotice, ErrorNotice } from "@/widgets/Notice";
import css from "./Logs.module.css";
import { hrefWith } from "./url";

const COUNT: Column<LogPattern> = {
  id: "count",
  title: "Lines",
  width: "72px",
  end: true,
  cell: (pattern) => formatCount(pattern.count),
};
const ERRORS: Column<LogPattern> = {
  id: "errors",
  title: "Errors",
  width: "64px",
  end: true,
  cell: (pattern) => (pattern.errors > 0 ? <span className={css.errors}>{formatCount(pattern.errors)}</span> : "0"),
};
const SERVICES: Column<LogPattern> = {
  id: "services",
  title: "Services",
  width: "minmax(90px, 160px)",
  cell: (pattern) => <span>{pattern.services.filter(Boolean).join(", ") || NONE}</span>,
};
const LAST: Column<LogPattern> = {
  id: "last",
  title: "Last seen",
  width: "128px",
  cell: (pattern) => <Time value={pattern.last_time} />,
};

/** Lines that differ only in their values, as one line each. A pattern opens its lines. */
export function Patterns({ q }: { q: string }) {
  const { data, error } = useQuery(logPatternsQuery(q, useTimeRange()));
  const hrefOf = (pattern: LogPattern) => hrefWith({ view: null, q: addTerm(q, term("pattern", pattern.pattern)) });
  const columns: readonly Column<LogPattern>[] = [
    COUNT,
    ERRORS,
    {
      id: "template",
      title: "Pattern",
      width: "minmax(240px, 1fr)",
      cell: (pattern) => (
        <Link href={hrefOf(pattern)} className={css.template} title={pattern.example}>
          {pattern.template}
        </Link>
      ),
    },
    SERVICES,
    LAST,
  ];
  return (
    <>
      {error && !data && <ErrorNotice error={error} />}
      <DataTable
        label="Patterns"
        columns={columns}
        rows={data?.patterns}
        rowKey={(pattern) => pattern.pattern}
        rowHref={hrefOf}
        footer={data?.patterns.length === 0 && <EmptyNotice title="No lines in this time range" />}
      />
    </>
  );
}
