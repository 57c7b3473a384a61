// SPDX-License-Identifier: Apache-2.0
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { alignedQuery } from "@/api/compare";
import { traceQuery } from "@/api/queries";
import { formatCost, formatCount, formatDuration, plural } from "@/base/format";
import { keepRange, setSearch } from "@/base/location";
import { Button } from "@/widgets/Button";
import { Card } from "@/widgets/Card";
import { StatusMark, Time } from "@/widgets/Figures";
import { Link } from "@/widgets/Link";
import { ErrorNotice, QueryStats, Skeleton } from "@/widgets/Notice";
import { AlignedTree } from "./AlignedTree";
import { differs, pairAnswer, withOwnTime } from "./aligned";
import { Candidates, type KnownTrace } from "./Candidates";
import css from "./Compare.module.css";

/** Two traces, aligned; without a second one, those that it could be compared with. */
export function PairPage({ a, b }: { a: string; b: string }) {
  const first = useSummary(a);
  const second = useSummary(b);
  return (
    <div className={css.page}>
      <div className={css.traces}>
        <Trace which="a" title="First" id={a} query={first} />
        {b !== "" && <Trace which="b" title="Second" id={b} query={second} />}
      </div>
      {b === "" ? (
        first.trace && <Candidates trace={first.trace} />
      ) : (
        <Aligned a={a} b={b} first={first.trace} second={second.trace} />
      )}
    </div>
  );
}

function useSummary(id: string) {
  const { data, error } = useInfiniteQuery({ ...traceQuery(id), enabled: id !== "", retry: false });
  return { trace: data?.pages[0]?.trace, error };
}

interface TraceProps {
  which: "a" | "b";
  title: string;
  id: string;
  query: { trace: KnownTrace | undefined; error: Error | null };
}

function Trace({ which, title, id, query: { trace, error } }: TraceProps) {
  return (
    <section className={css.trace} aria-label={`${title} trace`}>
      {error && <ErrorNotice error={error} />}
      {!trace && !error && <Skeleton height={60} />}
      {trace && (
        <>
          <header>
            <i className={css[which]} aria-hidden="true" />
            <StatusMark status={trace.status ?? "unset"} />
            <Link href={keepRange(`/traces/${id}`)}>{trace.name ?? id}</Link>
            {trace.start_time && <Time value={trace.start_time} />}
          </header>
          <p>
            {formatDuration(trace.duration_ms)} · {plural(trace.span_count ?? 0, "span")} ·{" "}
            {plural(trace.llm_calls ?? 0, "model call")} · {formatCount(trace.input_tokens)} → {formatCount(trace.output_tokens)}{" "}
            tokens · {formatCost(trace.cost_usd)}
          </p>
          <p title={trace.input_preview ?? undefined}>{trace.input_preview ?? [...(trace.models ?? [])].join(", ")}</p>
        </>
      )}
    </section>
  );
}

interface AlignedProps {
  a: string;
  b: string;
  first: KnownTrace | undefined;
  second: KnownTrace | undefined;
}

function Aligned({ a, b, first, second }: AlignedProps) {
  const { data, error } = useQuery(alignedQuery(a, b));
  const [onlyDifferent, setOnlyDifferent] = useState(false);
  if (error) return <ErrorNotice error={error} />;
  if (!data) return <Skeleton height={320} />;
  const rows = withOwnTime(data.rows);
  const shown = onlyDifferent ? rows.filter(differs) : rows;
  return (
    <>
      <header className={css.head}>
        <h1>
          {first && second ? (
            pairAnswer(rows, first.duration_ms ?? 0, second.duration_ms ?? 0)
          ) : (
            <Skeleton width={420} height={18} />
          )}
        </h1>
        <QueryStats stats={data.stats} />
      </header>
      <Card
        title="Step by step"
        note="Spans of one name under one parent stand together"
        aside={
          <>
            <Button small aria-pressed={onlyDifferent} onClick={() => setOnlyDifferent(!onlyDifferent)}>
              Only what differs
            </Button>
            <Button small onClick={() => setSearch({ a: b, b: a })}>
              Swap
            </Button>
            <Button small onClick={() => setSearch({ b: null })}>
              Another second
            </Button>
          </>
        }
        flush
      >
        <AlignedTree rows={shown} a={a} b={b} />
      </Card>
    </>
  );
}
