// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { useMemo, type ReactNode } from "react";
import { inventoryQuery } from "@/api/queries";
import { setSearch } from "@/base/location";
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
  hrefOf: (row: Row) => string;
  answer: (rows: readonly Row[]) => ReactNode;
  empty: string;
}

/** A table of everything of one kind that was seen in the time range. */
export function InventoryTable<Row extends object>({ inventory }: { inventory: Inventory<Row> }) {
  const { name, title, columns, defaultSort, nameOf, hrefOf } = inventory;
  useDocumentTitle(title);
  const range = useTimeRange();
  const find = useSearchValue("find");
  const sortText = useSearchValue("sort") || defaultSort;
  const sort = useMemo<Sort>(() => ({ id: sortText.replace(/^-/, ""), descending: sortText.startsWith("-") }), [sortText]);
  const { data, error } = useQuery(inventoryQuery<Row>(name, range));

  const all = data?.[name];
  const rows = useMemo(() => {
    const wanted = find.toLowerCase();
    return (
      all &&
      sortRows(
        all.filter((row) => nameOf(row).toLowerCase().includes(wanted)),
        sort,
      )
    );
  }, [all, find, sort, nameOf]);

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
          <SearchField
            label={`Filter ${title.toLowerCase()}`}
            value={find}
            onChange={(value) => setSearch({ find: value }, { replace: true })}
          />
        </>
      }
    >
      {error && <ErrorNotice error={error} />}
      <DataTable
        label={title}
        columns={columns}
        rows={error ? [] : rows}
        rowKey={(row, index) => `${nameOf(row)} ${index}`}
        rowHref={hrefOf}
        sort={sort}
        onSort={onSort}
        footer={
          rows?.length === 0 && (
            <EmptyNotice title={find ? "Nothing has this name" : `No ${title.toLowerCase()} in this time range`}>
              <p>{inventory.empty}</p>
            </EmptyNotice>
          )
        }
      />
    </PageFrame>
  );
}
