// SPDX-License-Identifier: Apache-2.0
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useRef, useState } from "react";
import { filterProblem } from "@/api/client";
import { completer } from "@/api/completion";
import { tracesQuery } from "@/api/queries";
import type { TraceSummary } from "@/api/types";
import { plural } from "@/base/format";
import { DataTable } from "@/widgets/DataTable";
import { FilterInput } from "@/widgets/FilterInput";
import { useCommands, useDocumentTitle, useLocation, useTimeRange } from "@/widgets/hooks";
import { EmptyNotice, ErrorNotice } from "@/widgets/Notice";
import { chooseColumns, knownColumns } from "./columns";
import { Facets } from "./Facets";
import { ColumnMenu } from "./ColumnMenu";
import { CompareMenu } from "./CompareMenu";
import { ExportMenu } from "./ExportMenu";
import { Picked, pickColumn } from "./Picked";
import { SavedViews } from "./SavedViews";
import { TraceChart } from "./TraceChart";
import css from "./TracesPage.module.css";
import { readUrl, setQ, setSort, sortText, traceHref } from "./url";
import { useAttributeValues } from "./useAttributeValues";
import { useTail } from "./useTail";

function merge(live: readonly TraceSummary[], loaded: readonly TraceSummary[] | undefined): readonly TraceSummary[] | undefined {
  if (!loaded || live.length === 0) return loaded;
  const byId = new Map(live.map((trace) => [trace.trace_id, trace]));
  const known = new Set(loaded.map((trace) => trace.trace_id));
  return [...live.filter((trace) => !known.has(trace.trace_id)), ...loaded.map((trace) => byId.get(trace.trace_id) ?? trace)];
}

export function TracesPage() {
  useDocumentTitle("Traces");
  const client = useQueryClient();
  const { search } = useLocation();
  const range = useTimeRange();
  const url = readUrl(search);
  const input = useRef<HTMLInputElement>(null);
  const list = useInfiniteQuery(tracesQuery(url.q, sortText(url.sort), range));
  const tail = useTail(url.q, url.live);
  const problem = filterProblem(list.error);

  const loaded = useMemo(() => list.data?.pages.flatMap((page) => page.traces), [list.data]);
  const newestFirst = sortText(url.sort) === "-start_time";
  const rows = merge(newestFirst ? tail.traces : [], problem ? [] : loaded);
  const ids = useMemo(() => loaded?.map((trace) => trace.trace_id) ?? [], [loaded]);
  const values = useAttributeValues(url.columns, ids);
  const hrefOf = (traceId: string, tab?: "tokens") => traceHref(traceId, url, tab);
  const [picked, setPicked] = useState<string[]>([]);
  const columns = [pickColumn(picked, setPicked), ...chooseColumns(url.columns, knownColumns(hrefOf), values)];

  const { fetchNextPage, hasNextPage, isFetchingNextPage } = list;
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);

  const complete = useMemo(() => completer(client, range), [client, range]);
  useCommands(
    useMemo(
      () => [
        { id: "traces.search", title: "Filter the traces", group: "Traces", shortcut: "/", run: () => input.current?.focus() },
      ],
      [],
    ),
  );

  return (
    <div className={css.page}>
      <div className={css.bar}>
        <h1 className="visually-hidden">Traces</h1>
        <FilterInput
          inputRef={input}
          value={url.q}
          placeholder="status:error  model:qwen-max  tokens>20000  “refund policy”"
          problem={problem}
          complete={complete}
          onSubmit={setQ}
        />
        <SavedViews />
        <ColumnMenu chosen={url.columns} />
        <CompareMenu q={url.q} />
        <ExportMenu url={url} loaded={rows ?? []} />
      </div>
      {!problem && <TraceChart url={url} />}
      <div className={css.body}>
        <Facets q={url.q} />
        <div className={css.list}>
          {list.error && !problem && (
            <div className={css.notice}>
              <ErrorNotice error={list.error} />
            </div>
          )}
          {url.live && (
            <div className={css.live} role="status">
              {tail.connected
                ? `Following live: ${plural(tail.traces.length, "new or changed trace")}`
                : "Connecting to the live tail…"}
            </div>
          )}
          <Picked picked={picked} onClear={() => setPicked([])} />
          <DataTable
            label="Traces"
            columns={columns}
            rows={rows}
            rowKey={(trace) => trace.trace_id}
            rowHref={(trace) => hrefOf(trace.trace_id)}
            sort={url.sort}
            onSort={setSort}
            onEnd={onEnd}
            footer={rows?.length === 0 && (problem || !list.error) ? <NoTraces filtered={url.q !== ""} /> : null}
          />
        </div>
      </div>
    </div>
  );
}

function NoTraces({ filtered }: { filtered: boolean }) {
  return (
    <EmptyNotice title={filtered ? "No trace fits this filter" : "No traces in this time range"}>
      <p>{filtered ? "Remove a term, or choose a longer time range." : "Choose a longer time range."}</p>
    </EmptyNotice>
  );
}
