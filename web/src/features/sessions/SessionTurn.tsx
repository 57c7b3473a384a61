// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { conversationQuery } from "@/api/queries";
import type { TraceSummary } from "@/api/types";
import { buildConversation, depthByAgent } from "@/base/conversation";
import { formatCount, formatDuration, NONE, plural } from "@/base/format";
import { keepRange } from "@/base/location";
import { StatusMark, Time } from "@/widgets/Figures";
import { Fold } from "@/widgets/Fold";
import { Link } from "@/widgets/Link";
import { Conversation } from "@/widgets/message/Conversation";
import { Markdown } from "@/widgets/message/Markdown";
import { ErrorNotice, Skeleton } from "@/widgets/Notice";
import css from "./Sessions.module.css";

/** One turn of a session is one trace: what was asked, what was answered, and on demand all that happened between. */
export function SessionTurn({ trace, number }: { trace: TraceSummary; number: number }) {
  return (
    <article className={css.turn} aria-label={`Turn ${number}`}>
      <header className={css.turnHead}>
        <StatusMark status={trace.state === "running" ? "running" : trace.status} words />
        <strong>Turn {number}</strong>
        <Time value={trace.start_time} />
        <span>{formatDuration(trace.duration_ms)}</span>
        {trace.ttft_ms != null && <span>first token {formatDuration(trace.ttft_ms)}</span>}
        <span>
          {plural(trace.llm_calls, "model call")}, {plural(trace.tool_calls, "tool call")}
        </span>
        {trace.input_tokens != null && (
          <span>
            {formatCount(trace.input_tokens)} → {formatCount(trace.output_tokens)} tokens
          </span>
        )}
        <Link href={keepRange(`/traces/${trace.trace_id}`)}>Open the trace</Link>
      </header>
      <dl className={css.said}>
        <dt>User</dt>
        <dd>{trace.input_preview ? <Markdown text={trace.input_preview} /> : NONE}</dd>
        <dt>Answer</dt>
        <dd>
          {trace.output_preview ? (
            <Markdown text={trace.output_preview} />
          ) : trace.status === "error" ? (
            <span className={css.failed}>The turn failed</span>
          ) : (
            NONE
          )}
        </dd>
      </dl>
      <Fold className={css.whole} summary="The whole conversation of this turn">
        <WholeTurn traceId={trace.trace_id} />
      </Fold>
    </article>
  );
}

function WholeTurn({ traceId }: { traceId: string }) {
  const { data, error } = useQuery(conversationQuery(traceId));
  const turns = useMemo(() => (data ? buildConversation(data, depthByAgent(data)) : null), [data]);
  if (error) return <ErrorNotice error={error} />;
  if (!turns) return <Skeleton height={120} />;
  return <Conversation turns={turns} spanHref={(spanId) => keepRange(`/traces/${traceId}`, { span: spanId })} />;
}
