// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { useMemo, type ReactNode } from "react";
import { inventoryQuery } from "@/api/queries";
import { formatCount } from "@/base/format";
import { setSearch } from "@/base/location";
import { Button } from "@/widgets/Button";
import { ColumnChoice } from "@/widgets/ColumnChoice";
import { DataTable, type Column, type Sort } from "@/widgets/DataTable";
import { useDocumentTitle, useSearchValue, useTimeRange } from "@/widgets/hooks";
import { EmptyNotice, ErrorNotice, QueryStats } from "@/widgets/Notice";
import { PageFrame, SearchField } from "@/widgets/Page";
import { sortRows } from "@/widgets/sortRows";

export interface Inventory<Row> {
  /** The route, and the name of the rows in its answer. */
  name: string;
  title: string;
  columns: readonly Column<Row>[];
  defaultSort: string;
  nameOf: (row: Row) => string;
  /** What a search looks at: the name, unless there is more. */
  textOf?: (row: Row) => string;
  hrefOf: (row: Row) => string;
  answer: (rows: readonly Row[]) => ReactNode;
  empty: string;
  /** Without them every column is shown, and nothing is chosen. */
  defaultColumns?: readonly string[];
  /** Parts of the rows that are worth a look of their own. */
  views?: readonly { id: string; title: string; test: (row: Row) => boolean }[];
}

/** A table of everything of one kind that was seen in the time range. */
export function InventoryTable<Row extends object>({ inventory, tabs }: { inventory: Inventory<Row>; tabs?: ReactNode }) {
  const { name, title, columns, defaultColumns, views, defaultSort, nameOf, textOf = nameOf, hrefOf } = inventory;
  useDocumentTitle(title);
  const range = useTimeRange();
  const find = useSearchValue("find");
  const viewId = useSearchValue("view");
  const chosenText = useSearchValue("cols");
  const view = views?.find(({ id }) => id === viewId);
  const chosen = chosenText === "" ? defaultColumns : chosenText.split(",");
  const sortText = useSearchValue("sort") || defaultSort;
  const sort = useMemo<Sort>(() => ({ id: sortText.replace(/^-/, ""), descending: sortText.startsWith("-") }), [sortText]);
  const { data, error } = useQuery(inventoryQuery<Row>(name, range));

  const all = data?.[name];
  const rows = useMemo(() => {
    const wanted = find.toLowerCase();
    return (
      all &&
      sortRows(
        all.filter((row) => textOf(row).toLowerCase().includes(wanted) && (view?.test(row) ?? true)),
        sort,
      )
    );
  }, [all, find, view, sort, textOf]);

  const onSort = ({ id, descending }: Sort) => {
    const text = descending ? `-${id}` : id;
    setSearch({ sort: text === defaultSort ? null : text }, { replace: true });
  };
  return (
    <PageFrame
      title={title}
      answer={all && all.length > 0 ? inventory.answer(all) : null}
      aside={
        <>
          <QueryStats stats={data?.stats} />
          {all &&
            views?.map(({ id, title: words, test }) => (
              <Button
                key={id}
                aria-pressed={id === viewId}
                onClick={() => setSearch({ view: id === viewId ? null : id }, { replace: true })}
              >
                {words} ({formatCount(all.filter(test).length)})
              </Button>
            ))}
          <SearchField
            label={`Filter ${title.toLowerCase()}`}
            value={find}
            onChange={(value) => setSearch({ find: value }, { replace: true })}
          />
          {defaultColumns && (
            <ColumnChoice
              columns={columns}
              chosen={chosen ?? []}
              onChange={(ids) => setSearch({ cols: ids === null ? null : ids.join(",") }, { replace: true })}
            />
          )}
        </>
      }
    >
      {tabs}
      {error && <ErrorNotice error={error} />}
      <DataTable
        label={title}
        columns={chosen ? columns.filter(({ id }) => chosen.includes(id)) : columns}
        rows={error ? [] : rows}
        rowKey={(row, index) => `${nameOf(row)} ${index}`}
        rowHref={hrefOf}
        sort={sort}
        onSort={onSort}
        footer={
          rows?.length === 0 && (
            <EmptyNotice title={find || view ? "Nothing fits" : `No ${title.toLowerCase()} in this time range`}>
              <p>{inventory.empty}</p>
            </EmptyNotice>
          )
        }
      />
    </PageFrame>
  );
}
