// SPDX-License-Identifier: Apache-2.0
import { useInfiniteQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { sessionsQuery } from "@/api/queries";
import type { SessionSummary } from "@/api/types";
import { term } from "@/base/filter";
import { formatCount, formatDuration, NONE, plural } from "@/base/format";
import { keepRange, setSearch } from "@/base/location";
import { millisBetween, parseNanos } from "@/base/time";
import { DataTable, type Column } from "@/widgets/DataTable";
import { Time } from "@/widgets/Figures";
import { useDocumentTitle, useSearchValue, useSettled, useTimeRange } from "@/widgets/hooks";
import { Link } from "@/widgets/Link";
import { EmptyNotice, ErrorNotice, QueryStats } from "@/widgets/Notice";
import { PageFrame, SearchField } from "@/widgets/Page";
import css from "./Sessions.module.css";

const hrefOf = (session: SessionSummary) => keepRange(`/sessions/${encodeURIComponent(session.session_id)}`);
const tracesOf = (session: SessionSummary, more = "") =>
  keepRange("/traces", { q: `${term("session", session.session_id)}${more}` });

function lengthOf({ first_time, last_time }: SessionSummary): number {
  return millisBetween(parseNanos(first_time) ?? 0n, parseNanos(last_time) ?? 0n);
}

const COLUMNS: readonly Column<SessionSummary>[] = [
  {
    id: "session",
    title: "Session",
    width: "minmax(220px, 3fr)",
    cell: (session) => (
      <Link href={hrefOf(session)} className={css.name} title={session.input_preview ?? undefined}>
        {session.session_id} <span className={css.preview}>{session.input_preview}</span>
      </Link>
    ),
  },
  { id: "user", title: "User", width: "minmax(90px, 1fr)", cell: (session) => <span>{session.user_id ?? NONE}</span> },
  { id: "last", title: "Last activity", width: "128px", cell: (session) => <Time value={session.last_time} /> },
  { id: "length", title: "Length", width: "104px", end: true, cell: (session) => formatDuration(lengthOf(session)) },
  {
    id: "traces",
    title: "Turns",
    width: "72px",
    end: true,
    cell: (session) => <Link href={tracesOf(session)}>{formatCount(session.traces)}</Link>,
  },
  {
    id: "errors",
    title: "Failed",
    width: "72px",
    end: true,
    cell: (session) =>
      session.errors > 0 ? (
        <Link className={css.failed} href={tracesOf(session, " status:error")}>
          {formatCount(session.errors)}
        </Link>
      ) : (
        "0"
      ),
  },
  { id: "llm_calls", title: "Model calls", width: "88px", end: true, cell: (session) => formatCount(session.llm_calls) },
  { id: "tool_calls", title: "Tool calls", width: "84px", end: true, cell: (session) => formatCount(session.tool_calls) },
  {
    id: "tokens",
    title: "Tokens",
    width: "128px",
    end: true,
    cell: (session) => `${formatCount(session.input_tokens)} → ${formatCount(session.output_tokens)}`,
  },
  {
    id: "models",
    title: "Models",
    width: "minmax(110px, 1fr)",
    cell: (session) => <span>{session.models?.join(", ") || NONE}</span>,
  },
];

export function SessionsPage() {
  useDocumentTitle("Sessions");
  const range = useTimeRange();
  const q = useSearchValue("q");
  const list = useInfiniteQuery(sessionsQuery(useSettled(q, 250), range));
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.sessions), [list.data]);
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = list;
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const failed = rows?.filter((session) => session.errors > 0).length ?? 0;

  return (
    <PageFrame
      title="Sessions"
      answer={
        rows &&
        `${plural(rows.length, "conversation")}${hasNextPage ? " and more" : ""}, ${formatCount(failed)} with a failed turn`
      }
      aside={
        <>
          <QueryStats stats={list.data?.pages[0]?.stats} />
          <SearchField label="Filter sessions" value={q} onChange={(value) => setSearch({ q: value }, { replace: true })} />
        </>
      }
    >
      {list.error && <ErrorNotice error={list.error} />}
      <DataTable
        label="Sessions"
        columns={COLUMNS}
        rows={rows}
        rowKey={(session) => session.session_id}
        rowHref={hrefOf}
        onEnd={onEnd}
        footer={
          rows?.length === 0 && (
            <EmptyNotice title="No sessions in this time range">
              <p>Traces that carry a conversation or session id appear here, one line for each conversation.</p>
            </EmptyNotice>
          )
        }
      />
    </PageFrame>
  );
}
