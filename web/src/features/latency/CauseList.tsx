// SPDX-License-Identifier: Apache-2.0
import { useState } from "react";
import type { Cause, CauseTotals } from "@/api/latency";
import { formatDuration, formatPercent, plural } from "@/base/format";
import { term } from "@/base/filter";
import { compareHref, modelHref, traceLatencyHref } from "@/base/links";
import { keepRange, setSearch } from "@/base/location";
import { verdictOf } from "@/base/verdicts";
import { Button } from "@/widgets/Button";
import { Card } from "@/widgets/Card";
import { Link } from "@/widgets/Link";
import { Skeleton } from "@/widgets/Notice";
import { VerdictMark } from "@/widgets/Verdict";
import css from "./LatencyPage.module.css";
import { causeFilter, causeScope, causeWords, seenWords } from "./words";

const SHOWN = 12;

interface CauseListProps {
  causes: readonly Cause[] | undefined;
  totals: CauseTotals | undefined;
}

/** What made calls slow, by the time it cost. */
export function CauseList({ causes, totals }: CauseListProps) {
  const [all, setAll] = useState(false);
  const most = causes?.[0]?.lost_ms ?? 0;
  return (
    <Card title="Causes" note="Ranked by the time they cost beyond what is usual">
      {!causes && <Skeleton height={240} />}
      {causes?.length === 0 && (
        <p className={css.muted}>
          {totals?.judged === 0
            ? "No call can be judged yet: what is usual is known from 100 finished calls of one model and endpoint on."
            : "No call took much longer than calls like it usually do."}
        </p>
      )}
      <ol className={css.causes}>
        {causes?.slice(0, all ? undefined : SHOWN).map((cause) => (
          <CauseItem
            key={[cause.verdict, cause.provider, cause.model, cause.endpoint, cause.service].join(" ")}
            cause={cause}
            most={most}
            whole={totals?.lost_ms ?? 0}
          />
        ))}
      </ol>
      {causes && causes.length > SHOWN && (
        <Button small look="quiet" onClick={() => setAll(!all)}>
          {all ? `The first ${SHOWN} only` : `All ${plural(causes.length, "cause")}`}
        </Button>
      )}
    </Card>
  );
}

function CauseItem({ cause, most, whole }: { cause: Cause; most: number; whole: number }) {
  const { verdict, model, endpoint, provider, service, lost_ms: lost, mean_ms: mean, p95_ms: p95, worst } = cause;
  const { token, about } = verdictOf(verdict);
  return (
    <li>
      <div className={css.causeHead}>
        <VerdictMark verdict={verdict} />
        <span className={css.lane} aria-hidden="true">
          <i style={{ width: `${most > 0 ? (100 * lost) / most : 0}%`, background: `var(${token})` }} />
        </span>
        <b>{formatDuration(lost)}</b>
        <span className={css.share}>{formatPercent(lost, whole)}</span>
      </div>
      <p title={about}>
        {causeWords(cause)}:{" "}
        <span className={css.muted}>
          {formatDuration(mean)} each, p95 {formatDuration(p95)}, {seenWords(cause)}
        </span>
      </p>
      <p className={css.doors}>
        <span className={css.muted}>Worst:</span>
        {worst.map((call) => (
          <Link key={call.span_id} href={traceLatencyHref(call.trace_id, call.span_id)} title="Time lost; opens the call">
            {formatDuration(call.lost_ms)}
          </Link>
        ))}
        <Link
          className={css.apart}
          href={keepRange("/traces", { q: causeFilter(cause), sort: "-duration_ms" })}
          title="Traces with calls like these"
        >
          all their traces
        </Link>
        <Link
          href={compareHref({ q: term("verdict", verdict), scope: causeScope(cause) })}
          title="In what their traces differ from others"
        >
          what differs
        </Link>
        {model && (
          <Link
            className={css.apart}
            href={modelHref(model, { ...(provider ? { provider } : {}), ...(endpoint ? { endpoint } : {}) })}
          >
            {model}
          </Link>
        )}
        {service && (
          <button type="button" title={`Only calls from ${service}`} onClick={() => setSearch({ service })}>
            only {service}
          </button>
        )}
      </p>
    </li>
  );
}
