// SPDX-License-Identifier: Apache-2.0
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef, useState, type CSSProperties, type MouseEvent, type ReactNode } from "react";
import { navigate } from "@/base/location";
import css from "./DataTable.module.css";
import { useCommands } from "./hooks";
import { Icon } from "./Icon";
import { isPlainClick } from "./Link";
import { Skeleton } from "./Notice";

export interface Column<Row> {
  id: string;
  title: string;
  hint?: string;
  /** A track of a CSS grid: "88px", "minmax(200px, 2fr)". */
  width: string;
  end?: boolean;
  sortable?: boolean;
  cell: (row: Row) => ReactNode;
}

export interface Sort {
  id: string;
  descending: boolean;
}

interface DataTableProps<Row> {
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[] | undefined;
  rowKey: (row: Row, index: number) => string;
  rowHref?: (row: Row) => string;
  sort?: Sort | null;
  onSort?: (sort: Sort) => void;
  onEnd?: () => void;
  /** Pixels, for rows of more than one line. */
  rowHeight?: number;
  footer?: ReactNode;
}

const ROW_HEIGHT = 28;
const HEAD_HEIGHT = 32;
const PLACEHOLDERS = 12;

/** A table of any length: only rows in sight exist. j and k move, Enter opens. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowKey, rowHref, sort = null, onSort, onEnd, rowHeight = ROW_HEIGHT, footer } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState(-1);
  const count = rows?.length ?? PLACEHOLDERS;
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollPaddingEnd: HEAD_HEIGHT,
  });
  const items = virtualizer.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;

  useEffect(() => {
    if (rows && onEnd && last >= rows.length - 20) onEnd();
  }, [rows, last, onEnd]);

  const commands = useMemo(() => {
    const move = (by: number) => {
      const next = Math.max(0, Math.min((rows?.length ?? 0) - 1, current + by));
      setCurrent(next);
      // Otherwise Enter would press whatever button had the focus before.
      scroller.current?.focus({ preventScroll: true });
      virtualizer.scrollToIndex(next);
    };
    const open = () => {
      const row = rows?.[current];
      if (row !== undefined && rowHref) navigate(rowHref(row));
    };
    return [
      { id: "table.next", title: "Next row", group: "Table", shortcut: "j", keyOnly: true, run: () => move(1) },
      { id: "table.previous", title: "Previous row", group: "Table", shortcut: "k", keyOnly: true, run: () => move(-1) },
      { id: "table.open", title: "Open the row", group: "Table", shortcut: "Enter", keyOnly: true, run: open },
    ];
  }, [rows, current, rowHref, virtualizer]);
  useCommands(commands);

  const tracks = { gridTemplateColumns: columns.map((column) => column.width).join(" ") };
  const minWidth = columns.reduce((sum, column) => sum + leastWidth(column.width), 0);
  return (
    <div className={css.scroller} ref={scroller} tabIndex={0} role="region" aria-label={label}>
      <div
        style={{ minWidth }}
        role="table"
        aria-label={label}
        aria-rowcount={(rows?.length ?? 0) + 1}
        aria-busy={rows === undefined}
      >
        <div role="rowgroup" className={css.head}>
          <div role="row" aria-rowindex={1} className={css.head} style={tracks}>
            {columns.map((column, index) => (
              <HeadCell key={column.id} column={column} first={index === 0} sort={sort} onSort={onSort} />
            ))}
          </div>
        </div>
        <div role="rowgroup" className={css.body} style={{ height: virtualizer.getTotalSize() }}>
          {items.map((item) => {
            const row = rows?.[item.index];
            return (
              <div
                key={row === undefined ? item.index : rowKey(row, item.index)}
                role="row"
                aria-rowindex={item.index + 2}
                className={`${css.row} ${item.index === current ? css.current : ""} ${rowHref ? css.open : ""}`}
                style={{ ...tracks, transform: `translateY(${item.start}px)`, "--row": `${rowHeight}px` } as CSSProperties}
                onClick={(event) => {
                  setCurrent(item.index);
                  if (row !== undefined && rowHref && opensRow(event)) navigate(rowHref(row));
                }}
              >
                {columns.map((column, index) => (
                  <div
                    key={column.id}
                    role="cell"
                    className={`${css.cell} ${column.end ? css.end : ""} ${index === 0 ? css.first : ""}`}
                  >
                    {row === undefined ? <Skeleton width={`${40 + ((item.index * 7 + index * 13) % 40)}%`} /> : column.cell(row)}
                  </div>
                ))}
              </div>
            );
          })}
        </div>
      </div>
      {footer}
    </div>
  );
}

/** The pixels a track takes at least: its own, or the first of its minmax(). */
function leastWidth(track: string): number {
  return Number(/(\d+)px/.exec(track)?.[1] ?? 0);
}

/** A click opens the row unless it was meant for a link in it or ends a selection of text. */
function opensRow(event: MouseEvent): boolean {
  if (event.defaultPrevented || !isPlainClick(event)) return false;
  if (event.target instanceof Element && event.target.closest("a, button, summary, input")) return false;
  return window.getSelection()?.type !== "Range";
}

interface HeadCellProps<Row> {
  column: Column<Row>;
  first: boolean;
  sort: Sort | null;
  onSort: ((sort: Sort) => void) | undefined;
}

function HeadCell<Row>({ column, first, sort, onSort }: HeadCellProps<Row>) {
  const sorted = sort?.id === column.id ? sort : null;
  const direction = sorted ? (sorted.descending ? "descending" : "ascending") : undefined;
  return (
    <div
      role="columnheader"
      aria-sort={direction}
      title={column.hint}
      className={`${css.headCell} ${column.end ? css.end : ""} ${sorted ? css.sorted : ""} ${first ? css.first : ""}`}
    >
      {column.sortable && onSort ? (
        <button type="button" onClick={() => onSort({ id: column.id, descending: sorted ? !sorted.descending : true })}>
          {column.title}
          {sorted && <SortArrow descending={sorted.descending} />}
        </button>
      ) : (
        column.title
      )}
    </div>
  );
}

export function SortArrow({ descending }: { descending: boolean }) {
  return (
    <span style={{ display: "inline-flex", transform: descending ? "none" : "rotate(180deg)" }}>
      <Icon name="down" size={12} />
    </span>
  );
}
