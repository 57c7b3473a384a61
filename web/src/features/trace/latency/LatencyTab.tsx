// SPDX-License-Identifier: Apache-2.0
import { useMemo, useState } from "react";
import type { UseQueryResult } from "@tanstack/react-query";
import type { CallLatency, TraceLatency } from "@/api/latency";
import { formatDuration, plural } from "@/base/format";
import type { TraceTree } from "@/features/trace/tree";
import { hrefWith, selectSpan } from "@/features/trace/url";
import { Button } from "@/widgets/Button";
import { Card } from "@/widgets/Card";
import { Choice } from "@/widgets/Choice";
import { Chip } from "@/widgets/Figures";
import { useCommands } from "@/widgets/hooks";
import { Link } from "@/widgets/Link";
import { EmptyNotice, ErrorNotice, QueryStats, Skeleton } from "@/widgets/Notice";
import { VerdictMark } from "@/widgets/Verdict";
import { CallItem } from "./CallItem";
import { CriticalPath } from "./CriticalPath";
import { KindBar } from "./KindBar";
import css from "./Latency.module.css";
import { answer, isSlow, missing, slowestFirst, worstCall } from "./words";

interface LatencyTabProps {
  query: UseQueryResult<TraceLatency>;
  tree: TraceTree;
  /** Whether the trace has calls of models at all; undefined while that is not known. */
  hasCalls: boolean | undefined;
  running: boolean;
  selected: string | null;
}

/** Where the seconds of a run went, and why its model calls took as long as they did. */
export function LatencyTab({ query: { data, error }, tree, hasCalls, running, selected }: LatencyTabProps) {
  useCommands(
    useMemo(
      () => [{ id: "latency.close", title: "Close the span", group: "Trace", shortcut: "Escape", run: () => selectSpan(null) }],
      [],
    ),
  );
  if (hasCalls === false) {
    return (
      <EmptyNotice title="Nothing here called a model">
        <p>What is usual is known of calls of models. The waterfall shows where the time of other spans went.</p>
        <p>
          <Link className={css.door} href={hrefWith({ tab: null })}>
            Waterfall
          </Link>
        </p>
      </EmptyNotice>
    );
  }
  if (error && !data) return <ErrorNotice error={error} />;
  if (!data?.trace) return <Waiting known={data !== undefined} />;
  return <Known latency={data} tree={tree} running={running} selected={selected} />;
}

const ORDERS = [
  { id: "slow", title: "Slowest first" },
  { id: "time", title: "In order" },
] as const;

/** Calls drawn at once; runs of agents can have thousands. */
const SHOWN = 40;
/** Slow calls whose terms are open from the start. */
const OPEN = 5;

interface KnownProps {
  latency: TraceLatency;
  tree: TraceTree;
  running: boolean;
  selected: string | null;
}

function Known({ latency, tree, running, selected }: KnownProps) {
  const { trace: run, calls, stats } = latency;
  const [order, setOrder] = useState<(typeof ORDERS)[number]["id"]>("slow");
  const [shown, setShown] = useState(SHOWN);
  const ranked = useMemo(() => slowestFirst(calls), [calls]);
  const opened = useMemo(() => new Set(ranked.filter(isSlow).slice(0, OPEN)), [ranked]);
  if (!run) return null;
  const worst = worstCall(calls);
  const slow = calls.filter(isSlow).length;
  const listed = order === "slow" ? ranked : calls;
  // A call that the address names is shown however far down it stands.
  const visible = listed.filter((call, index) => index < shown || call.span_id === selected);
  const nameOf = (call: CallLatency) => tree.byId.get(call.span_id)?.span.name ?? call.model ?? "Model call";
  return (
    <div className={css.tab}>
      <header className={css.head}>
        <h2>{answer(latency)}</h2>
        <div className={css.marks}>
          <VerdictMark verdict={run.verdict} />
          {running && (
            <Chip note title="The run goes on: figures grow with it">
              still running
            </Chip>
          )}
          <QueryStats stats={stats} />
        </div>
      </header>
      {worst && calls.length > 1 && (
        <p className={css.worst}>
          Worst call, <Link href={hrefWith({ span: worst.span_id })}>{nameOf(worst)}</Link>: {worst.detail}
        </p>
      )}
      <div className={css.columns}>
        <KindBar run={run} />
        <CriticalPath run={run} tree={tree} selected={selected} />
      </div>
      <Card
        title="Model calls"
        note={slow === 0 ? plural(calls.length, "call") : `${slow} of ${plural(calls.length, "call")} slower than usual`}
        aside={calls.length > 1 && <Choice label="Order" options={ORDERS} value={order} onChange={setOrder} />}
      >
        <ol className={css.calls}>
          {visible.map((call) => (
            <CallItem
              key={call.span_id}
              call={call}
              name={nameOf(call)}
              startMs={tree.byId.get(call.span_id)?.startMs ?? null}
              open={opened.has(call) || calls.length === 1 || call.span_id === selected}
              selected={call.span_id === selected}
            />
          ))}
        </ol>
        {listed.length > shown && (
          <Button small look="quiet" onClick={() => setShown(shown * 4)}>
            {plural(listed.length - shown, "more call")}
          </Button>
        )}
      </Card>
      <Missing calls={calls} />
    </div>
  );
}

/** What could not be told apart, with how to switch it on. */
function Missing({ calls }: { calls: readonly CallLatency[] }) {
  const notes = missing(calls);
  if (notes.length === 0) return null;
  return (
    <section className={css.notes} aria-label="What is not known">
      <h2>What is not known</h2>
      <ul>
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </section>
  );
}

function Waiting({ known }: { known: boolean }) {
  return (
    <div className={css.tab} aria-busy="true">
      <header className={css.head}>
        {known ? (
          <h2 role="status">This trace is being analysed. Its times come within {formatDuration(10_000)} of its last span.</h2>
        ) : (
          <Skeleton width="min(520px, 90%)" height={18} />
        )}
      </header>
      <div className={css.columns}>
        <Skeleton height={150} />
        <Skeleton height={150} />
      </div>
      <Skeleton height={320} />
    </div>
  );
}
