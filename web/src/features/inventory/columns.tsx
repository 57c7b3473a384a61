// SPDX-License-Identifier: Apache-2.0
import { term } from "@/base/filter";
import { formatCost, formatCount, formatDuration, formatPercent } from "@/base/format";
import { keepRange } from "@/base/location";
import { Sparkline } from "@/charts/Sparkline";
import type { Column } from "@/widgets/DataTable";
import { Time } from "@/widgets/Figures";
import { Link } from "@/widgets/Link";
import css from "./Inventory.module.css";

export const tracesWith = (field: string, value: string, more = "") =>
  keepRange("/traces", { q: `${term(field, value)}${more}` });

export function nameColumn<Row>(
  id: string,
  title: string,
  nameOf: (row: Row) => string,
  hrefOf: (row: Row) => string,
): Column<Row> {
  return {
    id,
    title,
    width: "minmax(160px, 2fr)",
    sortable: true,
    cell: (row) => (
      <Link href={hrefOf(row)} className={css.name}>
        {nameOf(row)}
      </Link>
    ),
  };
}

export function countColumn<Row>(
  id: string,
  title: string,
  valueOf: (row: Row) => number | null | undefined,
  hrefOf?: (row: Row) => string,
): Column<Row> {
  return {
    id,
    title,
    width: "88px",
    end: true,
    sortable: true,
    cell: (row) => (hrefOf ? <Link href={hrefOf(row)}>{formatCount(valueOf(row))}</Link> : formatCount(valueOf(row))),
  };
}

export function costColumn<Row extends { cost_usd?: number | null | undefined }>(hrefOf: (row: Row) => string): Column<Row> {
  return {
    id: "cost_usd",
    title: "Cost",
    width: "78px",
    end: true,
    sortable: true,
    cell: (row) => <Link href={hrefOf(row)}>{formatCost(row.cost_usd)}</Link>,
  };
}

export function durationColumn<Row>(
  id: string,
  title: string,
  valueOf: (row: Row) => number | null | undefined,
  hint?: string,
  hrefOf?: (row: Row, ms: number) => string,
): Column<Row> {
  return {
    id,
    title,
    ...(hint ? { hint } : {}),
    width: "78px",
    end: true,
    sortable: true,
    cell: (row) => {
      const ms = valueOf(row);
      return hrefOf && ms != null ? <Link href={hrefOf(row, ms)}>{formatDuration(ms)}</Link> : formatDuration(ms);
    },
  };
}

export function errorColumn<Row extends { errors: number }>(
  total: (row: Row) => number,
  hrefOf: (row: Row) => string,
): Column<Row> {
  return {
    id: "errors",
    title: "Failed",
    width: "104px",
    end: true,
    sortable: true,
    cell: (row) =>
      row.errors > 0 ? (
        <Link href={hrefOf(row)} className={css.failed}>
          {formatCount(row.errors)} <span className={css.share}>{formatPercent(row.errors, total(row))}</span>
        </Link>
      ) : (
        "0"
      ),
  };
}

export function trendColumn<Row extends { spark: number[] }>(title: string): Column<Row> {
  return { id: "spark", title, width: "106px", cell: (row) => <Sparkline values={row.spark} label={title} /> };
}

export function lastColumn<Row extends { last_time: string }>(): Column<Row> {
  return { id: "last_time", title: "Last seen", width: "112px", sortable: true, cell: (row) => <Time value={row.last_time} /> };
}
