// SPDX-License-Identifier: Apache-2.0
import { useInfiniteQuery } from "@tanstack/react-query";
import { tracesQuery } from "@/api/queries";
import type { TraceSummary } from "@/api/types";
import { term } from "@/base/filter";
import { formatDuration } from "@/base/format";
import { compareTracesHref } from "@/base/links";
import { Card } from "@/widgets/Card";
import { StatusMark, Time } from "@/widgets/Figures";
import { useTimeRange } from "@/widgets/hooks";
import { Link } from "@/widgets/Link";
import { Skeleton } from "@/widgets/Notice";
import css from "./Compare.module.css";

/** A trace that goes on does not tell everything yet. */
export type KnownTrace = Partial<TraceSummary> & { trace_id: string };

const SHOWN = 15;

/** Traces of the same name: those that a trace is worth comparing with. */
export function Candidates({ trace }: { trace: KnownTrace }) {
  const { data } = useInfiniteQuery(tracesQuery(trace.name ? term("name", trace.name) : "", "-start_time", useTimeRange()));
  const others = data?.pages.flatMap(({ traces }) => traces).filter((one) => one.trace_id !== trace.trace_id);
  return (
    <>
      <h1>Choose the trace to compare it with</h1>
      <Card title={`The latest ${trace.name ?? "traces"}`} note="Of the time range above; or choose two in the list of traces">
        {!others && <Skeleton height={200} />}
        {others?.length === 0 && <p className={css.muted}>There is no other trace of this name in the time range.</p>}
        <ul className={css.candidates}>
          {others?.slice(0, SHOWN).map((one) => (
            <li key={one.trace_id}>
              <StatusMark status={one.status} />
              <Link href={compareTracesHref(trace.trace_id, one.trace_id)}>{one.name ?? one.trace_id}</Link>
              <Time value={one.start_time} />
              <span>{formatDuration(one.duration_ms)}</span>
              <span className={css.muted}>{(one.models ?? []).join(", ")}</span>
            </li>
          ))}
        </ul>
      </Card>
    </>
  );
}
