// SPDX-License-Identifier: Apache-2.0
import type { CSSProperties } from "react";
import type { CallTurn, PairedToolCall, ToolExecution, Turn } from "@/base/conversation";
import { formatCount, formatDuration, plural } from "@/base/format";
import { Fold } from "@/widgets/Fold";
import { Link } from "@/widgets/Link";
import css from "./Conversation.module.css";
import { MessageView } from "./MessageView";
import { ToolCallView } from "./PartView";

type SpanHref = (spanId: string) => string;

/** A run as a chat: what was new in each call, tools with their results, the rest folded. */
export function Conversation({ turns, spanHref }: { turns: readonly Turn[]; spanHref: SpanHref }) {
  return (
    <div className={css.conversation}>
      {turns.map((turn) => (
        <div
          key={turn.kind === "call" ? turn.call.span_id : turn.execution.span_id}
          className={`${css.turn} ${turn.depth > 0 ? css.nested : ""}`}
          style={{ "--depth": Math.min(turn.depth, 4) } as CSSProperties}
        >
          {turn.kind === "call" ? (
            <CallView turn={turn} spanHref={spanHref} />
          ) : (
            <ExecutionView execution={turn.execution} spanHref={spanHref} />
          )}
        </div>
      ))}
    </div>
  );
}

function CallView({ turn, spanHref }: { turn: CallTurn; spanHref: SpanHref }) {
  const figures = <CallFigures turn={turn} spanHref={spanHref} />;
  const [first, ...others] = turn.output;
  return (
    <>
      {turn.system.map((message) => (
        <div key={message.hash} className={css.card}>
          <MessageView message={message} folded />
        </div>
      ))}
      {turn.resent.length > 0 && (
        <Fold className={css.resent} summary={`${plural(turn.resent.length, "message")} sent again`}>
          <div>
            {turn.resent.map((message, index) => (
              <MessageView key={index} message={message} folded />
            ))}
          </div>
        </Fold>
      )}
      {turn.fresh.map((message) => (
        <div key={message.hash} className={css.card}>
          <MessageView message={message} folded={message.role === "system" || message.role === "developer"} />
        </div>
      ))}
      <div className={css.card}>
        {first ? (
          <MessageView message={first} parts={first.parts.filter((part) => part.type !== "tool_call")} aside={figures} />
        ) : (
          figures
        )}
        {others.map((message) => (
          <MessageView key={message.hash} message={message} parts={message.parts.filter((part) => part.type !== "tool_call")} />
        ))}
      </div>
      {turn.tools.map((tool, index) => (
        <PairedToolView key={index} tool={tool} spanHref={spanHref} />
      ))}
    </>
  );
}

function CallFigures({ turn, spanHref }: { turn: CallTurn; spanHref: SpanHref }) {
  const { call } = turn;
  return (
    <span className={css.figures}>
      <Link href={spanHref(call.span_id)}>{call.model ?? "model call"}</Link>
      {call.agent_name && <span>{call.agent_name}</span>}
      {call.status === "error" && <span className={css.failed}>failed</span>}
      <span>{formatDuration(call.duration_ms)}</span>
      {call.ttft_ms != null && <span>first token {formatDuration(call.ttft_ms)}</span>}
      {(call.input_tokens != null || call.output_tokens != null) && (
        <span>
          {formatCount(call.input_tokens)} → {formatCount(call.output_tokens)} tokens
          {call.cache_read_tokens ? `, ${formatCount(call.cache_read_tokens)} cached` : ""}
        </span>
      )}
    </span>
  );
}

function ExecutionFigures({ execution, spanHref }: { execution: ToolExecution; spanHref: SpanHref }) {
  return (
    <span className={css.figures}>
      {execution.status === "error" && <span className={css.failed}>failed</span>}
      <Link href={spanHref(execution.span_id)}>{formatDuration(execution.duration_ms)}</Link>
    </span>
  );
}

function PairedToolView({ tool, spanHref }: { tool: PairedToolCall; spanHref: SpanHref }) {
  const figures = tool.execution ? (
    <ExecutionFigures execution={tool.execution} spanHref={spanHref} />
  ) : (
    <span className={css.figures}>no span of its own</span>
  );
  return <ToolCallView name={tool.call.name} input={tool.call.arguments} result={tool.result} figures={figures} />;
}

function ExecutionView({ execution, spanHref }: { execution: ToolExecution; spanHref: SpanHref }) {
  return (
    <ToolCallView
      name={execution.tool_name ?? "tool"}
      input={execution.arguments ?? null}
      result={execution.result}
      figures={<ExecutionFigures execution={execution} spanHref={spanHref} />}
    />
  );
}
