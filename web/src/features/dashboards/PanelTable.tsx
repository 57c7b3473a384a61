// SPDX-License-Identifier: Apache-2.0
import { useMemo, useState } from "react";
import type { Panel, PanelQuery } from "@/base/dashboard";
import { formatInUnit } from "@/base/units";
import type { Column, Sort } from "@/widgets/DataTable";
import { ErrorNotice, Skeleton } from "@/widgets/Notice";
import { PlainTable } from "@/widgets/PlainTable";
import css from "./Panel.module.css";
import type { PanelContext } from "./panelContext";
import { tableRows, type TableRow } from "./panelData";
import { usePanelData } from "./usePanelData";

const UNIT_IN_LABEL = /\s*\((\w+)\)$/;

/** A row for each combination of labels, a column for each query. A label may end in its unit, such as "p95 (ms)". */
export function PanelTable({ panel, queries, context }: { panel: Panel; queries: PanelQuery[]; context: PanelContext }) {
  const { data, each, error } = usePanelData(queries, context.values, true);
  const [sort, setSort] = useState<Sort>({ id: "0", descending: true });
  const rows = useMemo(() => {
    const by = Number(sort.id);
    const sign = sort.descending ? -1 : 1;
    return tableRows(queries, each).sort((a, b) => sign * ((a.values[by] ?? -1) - (b.values[by] ?? -1)));
  }, [queries, each, sort]);
  if (error) return <ErrorNotice error={error} />;
  if (!data) return <Skeleton height={80} />;
  if (rows.length === 0) return <p className={css.nothing}>Nothing in this time range.</p>;
  return (
    <div className={css.table}>
      <PlainTable
        label={panel.title}
        columns={columns(panel, queries)}
        rows={rows}
        rowKey={({ key }) => key}
        sort={sort}
        onSort={setSort}
      />
    </div>
  );
}

function columns(panel: Panel, queries: readonly PanelQuery[]): Column<TableRow>[] {
  const names = queries[0]?.group_by ?? [];
  return [
    ...names.map((name, index) => ({
      id: name,
      title: name.replace(/^attr\./, ""),
      width: "minmax(120px, 1fr)",
      cell: (row: TableRow) => row.cells[index] || "—",
    })),
    ...queries.map((query, index) => {
      const label = query.label ?? query.metric ?? query.measure ?? "";
      const unit = UNIT_IN_LABEL.exec(label)?.[1] ?? panel.unit ?? "";
      return {
        id: String(index),
        title: label.replace(UNIT_IN_LABEL, ""),
        width: "100px",
        end: true,
        sortable: true,
        cell: (row: TableRow) => formatInUnit(row.values[index], unit),
      };
    }),
  ];
}
