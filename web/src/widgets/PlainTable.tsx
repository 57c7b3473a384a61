// SPDX-License-Identifier: Apache-2.0
import { useState } from "react";
import { plural } from "@/base/format";
import { Button } from "./Button";
import { SortArrow, type Column, type Sort } from "./DataTable";
import css from "./PlainTable.module.css";

interface PlainTableProps<Row> {
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row, index: number) => string;
  sort?: Sort | null;
  onSort?: (sort: Sort) => void;
  /** How many rows are shown before one asks for all. */
  shown?: number;
}

const SHOWN = 20;

/** A table inside a page: as high as its rows, of which the first are shown. The first column heads its row. */
export function PlainTable<Row>({ label, columns, rows, rowKey, sort = null, onSort, shown = SHOWN }: PlainTableProps<Row>) {
  const [all, setAll] = useState(false);
  const visible = all ? rows : rows.slice(0, shown);
  return (
    <>
      <div className={css.box} tabIndex={0} role="group" aria-label={label}>
        <table className={css.table} aria-label={label}>
          <thead>
            <tr>
              {columns.map((column) => (
                <HeadCell key={column.id} column={column} sort={sort} onSort={onSort} />
              ))}
            </tr>
          </thead>
          <tbody>
            {visible.map((row, index) => (
              <tr key={rowKey(row, index)}>
                {columns.map((column, position) =>
                  position === 0 ? (
                    <th key={column.id} scope="row">
                      {column.cell(row)}
                    </th>
                  ) : (
                    <td key={column.id} className={column.end ? css.end : undefined}>
                      {column.cell(row)}
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > shown && (
        <div className={css.more}>
          <Button small look="quiet" onClick={() => setAll(!all)}>
            {all ? `The first ${shown} only` : `All ${plural(rows.length, "row")}`}
          </Button>
        </div>
      )}
    </>
  );
}

interface HeadCellProps<Row> {
  column: Column<Row>;
  sort: Sort | null;
  onSort: ((sort: Sort) => void) | undefined;
}

function HeadCell<Row>({ column, sort, onSort }: HeadCellProps<Row>) {
  const sorted = sort?.id === column.id ? sort : null;
  return (
    <th
      scope="col"
      className={column.end ? css.end : undefined}
      title={column.hint}
      aria-sort={sorted ? (sorted.descending ? "descending" : "ascending") : undefined}
    >
      {column.sortable && onSort ? (
        <button type="button" onClick={() => onSort({ id: column.id, descending: sorted ? !sorted.descending : true })}>
          {column.title}
          {sorted && <SortArrow descending={sorted.descending} />}
        </button>
      ) : (
        column.title
      )}
    </th>
  );
}
