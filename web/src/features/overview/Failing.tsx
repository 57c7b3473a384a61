// SPDX-License-Identifier: Apache-2.0
import { useInfiniteQuery } from "@tanstack/react-query";
import { tracesQuery } from "@/api/queries";
import { formatDuration } from "@/base/format";
import { keepRange } from "@/base/location";
import { StatusMark, Time } from "@/widgets/Figures";
import { useTimeRange } from "@/widgets/hooks";
import { Link } from "@/widgets/Link";
import { Skeleton } from "@/widgets/Notice";
import css from "./Overview.module.css";

const SHOWN = 6;

export function Failing() {
  const range = useTimeRange();
  const { data } = useInfiniteQuery(tracesQuery("status:error", "-start_time", range));
  const traces = data?.pages[0]?.traces;
  return (
    <section className={css.card} aria-label="Latest failures">
      <header className={css.cardHead}>
        <h2>Latest failures</h2>
        <Link href={keepRange("/traces", { q: "status:error" })}>All</Link>
      </header>
      {!traces && <Skeleton height={120} />}
      {traces?.length === 0 && <p className={css.quiet}>No trace failed in this time range.</p>}
      <ul className={css.list}>
        {traces?.slice(0, SHOWN).map((trace) => (
          <li key={trace.trace_id}>
            <Link href={keepRange(`/traces/${trace.trace_id}`, { list: "1", q: "status:error" })}>
              <StatusMark status="error" />
              <span className={css.what}>
                {trace.name} <span className={css.quiet}>{trace.input_preview}</span>
              </span>
              <span className={css.amount}>{formatDuration(trace.duration_ms)}</span>
              <span className={css.amount}>
                <Time value={trace.start_time} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
