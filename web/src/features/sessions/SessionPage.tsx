// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { sessionQuery } from "@/api/queries";
import type { SessionSummary } from "@/api/types";
import { term } from "@/base/filter";
import { formatCount, formatDuration, plural } from "@/base/format";
import { keepRange, type PathParameters } from "@/base/location";
import { millisBetween, parseNanos } from "@/base/time";
import { CopyButton } from "@/widgets/Button";
import { Stat, Time } from "@/widgets/Figures";
import { useDocumentTitle } from "@/widgets/hooks";
import { Link } from "@/widgets/Link";
import { EmptyNotice, ErrorNotice, QueryStats, Skeleton } from "@/widgets/Notice";
import { PageFrame } from "@/widgets/Page";
import css from "./Sessions.module.css";
import { SessionTurn } from "./SessionTurn";

const PAUSE_WORTH_SAYING_MS = 60_000;

export function SessionPage({ parameters }: { parameters: PathParameters }) {
  const sessionId = parameters.sessionId ?? "";
  useDocumentTitle(`Session ${sessionId}`);
  const { data, error } = useQuery(sessionQuery(sessionId));
  if (error && !data) {
    return (
      <EmptyNotice title="This session cannot be shown">
        <ErrorNotice error={error} />
      </EmptyNotice>
    );
  }
  const traces = data?.traces ?? [];
  return (
    <PageFrame title="Session" answer={<code>{sessionId}</code>} aside={<QueryStats stats={data?.stats} />}>
      <div className={css.scroll}>
        {data ? <Figures session={data.session} /> : <Skeleton height={48} />}
        <ol className={css.turns} aria-label="Turns">
          {traces.map((trace, index) => {
            const before = traces[index - 1];
            const pause = before
              ? millisBetween(parseNanos(before.start_time) ?? 0n, parseNanos(trace.start_time) ?? 0n) - before.duration_ms
              : 0;
            return (
              <li key={trace.trace_id}>
                {pause > PAUSE_WORTH_SAYING_MS && <p className={css.gap}>{formatDuration(pause)} later</p>}
                <SessionTurn trace={trace} number={index + 1} />
              </li>
            );
          })}
        </ol>
      </div>
    </PageFrame>
  );
}

function Figures({ session }: { session: SessionSummary }) {
  const traces = keepRange("/traces", { q: term("session", session.session_id) });
  const length = millisBetween(parseNanos(session.first_time) ?? 0n, parseNanos(session.last_time) ?? 0n);
  return (
    <dl className={css.figures}>
      <Stat label="Started">
        <Time value={session.first_time} full />
      </Stat>
      <Stat label="Length">{formatDuration(length)}</Stat>
      <Stat label="Turns">
        <Link href={traces}>{plural(session.traces, "turn")}</Link>
      </Stat>
      <Stat label="Failed">
        {session.errors > 0 ? (
          <Link className={css.failed} href={keepRange("/traces", { q: `${term("session", session.session_id)} status:error` })}>
            {formatCount(session.errors)}
          </Link>
        ) : (
          "0"
        )}
      </Stat>
      <Stat label="Model calls">{formatCount(session.llm_calls)}</Stat>
      <Stat label="Tool calls">{formatCount(session.tool_calls)}</Stat>
      <Stat label="Tokens">
        {formatCount(session.input_tokens)} → {formatCount(session.output_tokens)}
      </Stat>
      {session.user_id && (
        <Stat label="User">
          <Link href={keepRange("/sessions", { q: term("user", session.user_id) })} title="Other sessions of this user">
            {session.user_id}
          </Link>
        </Stat>
      )}
      <CopyButton label="Copy the session id" text={session.session_id} />
    </dl>
  );
}
