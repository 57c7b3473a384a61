// SPDX-License-Identifier: Apache-2.0
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useRef } from "react";
import { filterProblem } from "@/api/client";
import { completer } from "@/api/completion";
import { logsQuery } from "@/api/logs";
import { plural } from "@/base/format";
import type { LogRecord } from "@/base/log";
import { DataTable } from "@/widgets/DataTable";
import { FilterInput } from "@/widgets/FilterInput";
import { useCommands, useDocumentTitle, useLocation, useTimeRange } from "@/widgets/hooks";
import { logColumns } from "@/widgets/log/columns";
import { ErrorNotice } from "@/widgets/Notice";
import { LogChart } from "./LogChart";
import { LogPanel } from "./LogPanel";
import css from "./Logs.module.css";
import { NoLogs } from "./NoLogs";
import { Patterns } from "./Patterns";
import { hrefWith, readUrl, setQ } from "./url";
import { useLogTail } from "./useLogTail";

const hrefOf = (log: LogRecord) => hrefWith({ log: log.id });

function merge(live: readonly LogRecord[], loaded: readonly LogRecord[] | undefined): readonly LogRecord[] | undefined {
  if (!loaded || live.length === 0) return loaded;
  const known = new Set(loaded.map((log) => log.id));
  return [...live.filter((log) => !known.has(log.id)), ...loaded];
}

export function LogsPage() {
  useDocumentTitle("Logs");
  const client = useQueryClient();
  const { search } = useLocation();
  const range = useTimeRange();
  const url = readUrl(search);
  const input = useRef<HTMLInputElement>(null);
  const list = useInfiniteQuery(logsQuery(url.q, range));
  const tail = useLogTail(url.q, url.live);
  const problem = filterProblem(list.error);
  const loaded = useMemo(() => list.data?.pages.flatMap((page) => page.logs), [list.data]);
  const rows = merge(tail.logs, problem ? [] : loaded);

  const { fetchNextPage, hasNextPage, isFetchingNextPage } = list;
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const complete = useMemo(() => completer(client, range), [client, range]);
  useCommands(
    useMemo(
      () => [{ id: "logs.search", title: "Filter the logs", group: "Logs", shortcut: "/", run: () => input.current?.focus() }],
      [],
    ),
  );

  return (
    <div className={css.page}>
      <div className={css.bar}>
        <h1 className="visually-hidden">Logs</h1>
        <FilterInput
          inputRef={input}
          value={url.q}
          placeholder="level:error  service:checkout  “connection refused”  attr.gateway.name:higress"
          problem={problem}
          complete={complete}
          onSubmit={setQ}
        />
      </div>
      {!problem && <LogChart url={url} />}
      <div className={css.body}>
        <div className={css.list}>
          {list.error && !problem && <ErrorNotice error={list.error} />}
          {url.live && url.view === "lines" && (
            <div className={css.live} role="status">
              {tail.connected ? `Following live: ${plural(tail.logs.length, "new record")}` : "Connecting to the live tail…"}
            </div>
          )}
          {url.view === "patterns" ? (
            <Patterns q={url.q} />
          ) : (
            <DataTable
              label="Logs"
              columns={logColumns(hrefOf)}
              rows={rows}
              rowKey={(log) => log.id}
              rowHref={hrefOf}
              onEnd={onEnd}
              footer={rows?.length === 0 && (problem || !list.error) ? <NoLogs filtered={url.q !== ""} /> : null}
            />
          )}
        </div>
        {url.log && <LogPanel key={url.log} id={url.log} />}
      </div>
    </div>
  );
}
