// SPDX-License-Identifier: Apache-2.0
import type { QueryStats as Stats, TraceSummary } from "@/api/types";
import { term } from "@/base/filter";
import { formatCost, formatCount, formatDuration, shortId } from "@/base/format";
import { compareTracesHref } from "@/base/links";
import { keepRange } from "@/base/location";
import { quirkSentence, SHAPES } from "@/base/quirks";
import { CopyButton, IconButton } from "@/widgets/Button";
import { basisNote, Chip, Stat, StatusMark, Time } from "@/widgets/Figures";
import { Link } from "@/widgets/Link";
import { QueryStats } from "@/widgets/Notice";
import css from "./TracePage.module.css";
import { spanHref, tabHref } from "./url";
import type { Neighbours } from "./useNeighbours";

interface TraceHeaderProps {
  trace: TraceSummary;
  firstError: string | null;
  stats: Stats | undefined;
  /** Tool calls that no span shows. */
  inferred: number;
  neighbours: Neighbours;
}

const tracesWith = (field: string, value: string) => keepRange("/traces", { q: term(field, value) });

export function TraceHeader({ trace, inferred, firstError, stats, neighbours }: TraceHeaderProps) {
  const running = trace.state === "running";
  return (
    <header className={css.header}>
      <div className={css.title}>
        <StatusMark status={running ? "running" : trace.status} words />
        <h1 title={trace.name ?? undefined}>{trace.name ?? "Trace"}</h1>
        <span className={css.id}>
          <code title={trace.trace_id}>{shortId(trace.trace_id)}</code>
          <CopyButton label="Copy the trace id" text={trace.trace_id} />
        </span>
        <CopyButton icon="link" label="Copy the link" text={() => window.location.href} />
        <Chip icon="compare" title="Compare it with another trace" href={compareTracesHref(trace.trace_id, "")}>
          compare
        </Chip>
        <div className={css.step}>
          <span className={css.stats}>
            <QueryStats stats={stats} />
          </span>
          {neighbours.position && (
            <>
              <span>{neighbours.position}</span>
              <IconButton
                small
                icon="left"
                label="Previous trace of the list"
                disabled={!neighbours.previous}
                onClick={neighbours.goPrevious}
              />
              <IconButton
                small
                icon="right"
                label="Next trace of the list"
                disabled={!neighbours.next}
                onClick={neighbours.goNext}
              />
            </>
          )}
        </div>
      </div>
      <Figures trace={trace} inferred={inferred} firstError={firstError} />
      <div className={css.meta}>
        {running && (
          <Chip note title="Figures are provisional until the trace was quiet and analysed">
            still running
          </Chip>
        )}
        {trace.quirks
          ?.filter((quirk) => SHAPES.has(quirk))
          .map((quirk) => (
            <Chip key={quirk} note title={`${quirkSentence(quirk)} Traces with the same`} href={tracesWith("quirk", quirk)}>
              {quirk.replaceAll("_", " ")}
            </Chip>
          ))}
        {trace.session_id && (
          <Chip icon="sessions" title="Session" href={keepRange(`/sessions/${encodeURIComponent(trace.session_id)}`)}>
            {trace.session_id}
          </Chip>
        )}
        {trace.user_id && (
          <Chip icon="user" title="User" href={tracesWith("user", trace.user_id)}>
            {trace.user_id}
          </Chip>
        )}
        {trace.services?.map((service) => (
          <Chip key={service} icon="services" title="Service" href={tracesWith("service", service)}>
            {service}
          </Chip>
        ))}
        {trace.agents?.map((agent) => (
          <Chip key={agent} icon="agents" title="Agent" href={tracesWith("agent", agent)}>
            {agent}
          </Chip>
        ))}
        {trace.models?.map((model) => (
          <Chip key={model} icon="models" title="Model" href={tracesWith("model", model)}>
            {model}
          </Chip>
        ))}
      </div>
    </header>
  );
}

function Figures({ trace, inferred, firstError }: Pick<TraceHeaderProps, "trace" | "inferred" | "firstError">) {
  const note = basisNote(trace.usage_basis);
  return (
    <dl className={css.figures}>
      <Stat label="Start">
        <Time value={trace.start_time} full />
      </Stat>
      <Stat label="Duration">{formatDuration(trace.duration_ms)}</Stat>
      {trace.ttft_ms != null && (
        <Stat label="First token" title="Time to the first token, as the server sums it up for the trace">
          {formatDuration(trace.ttft_ms)}
        </Stat>
      )}
      <Stat label="Spans">{formatCount(trace.span_count)}</Stat>
      <Stat label="Errors">
        {firstError ? (
          <Link className={css.failed} href={spanHref(firstError)} title="Go to the first error">
            {formatCount(trace.error_count)}
          </Link>
        ) : (
          formatCount(trace.error_count)
        )}
      </Stat>
      <Stat label="Model calls">{formatCount(trace.llm_calls)}</Stat>
      <Stat label="Tool calls" title={inferred > 0 ? `${formatCount(inferred)} more are known from messages only` : undefined}>
        {formatCount(trace.tool_calls)}
        {inferred > 0 && ` + ${formatCount(inferred)} inferred`}
      </Stat>
      {(trace.input_tokens != null || trace.output_tokens != null) && (
        <Stat label={note ? "Tokens (approximate)" : "Tokens"} title={note ?? undefined}>
          <Link href={tabHref("tokens")}>
            {formatCount(trace.input_tokens)} → {formatCount(trace.output_tokens)}
            {trace.cache_read_tokens ? ` · ${formatCount(trace.cache_read_tokens)} cached` : ""}
          </Link>
        </Stat>
      )}
      {trace.cost_usd != null && (
        <Stat label="Cost">
          <Link href={tabHref("tokens")}>{formatCost(trace.cost_usd)}</Link>
        </Stat>
      )}
    </dl>
  );
}
