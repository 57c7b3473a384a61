// SPDX-License-Identifier: Apache-2.0
import type { CallFilter, CauseTotals } from "@/api/latency";
import { SLOWER } from "@/base/differences";
import { term } from "@/base/filter";
import { formatCount, formatDuration, formatPercent } from "@/base/format";
import { compareHref } from "@/base/links";
import { keepRange } from "@/base/location";
import { useDocumentTitle } from "@/widgets/hooks";
import { Link } from "@/widgets/Link";
import { EmptyNotice, ErrorNotice, QueryStats, Skeleton } from "@/widgets/Notice";
import { Tile, Tiles } from "@/widgets/Tile";
import { CauseList } from "./CauseList";
import { Filters } from "./Filters";
import css from "./LatencyPage.module.css";
import { RunTable } from "./RunTable";
import { SlowChart } from "./SlowChart";
import { useCauses } from "./useCauses";
import { answer } from "./words";

/** Why was p95 bad? */
export function LatencyPage() {
  useDocumentTitle("Latency");
  const { filter, error, data, before, series, stepMs, extent } = useCauses();
  return (
    <div className={css.page}>
      <header className={css.head}>
        <h1>{data ? answer(data) : <Skeleton width={420} height={18} />}</h1>
        <span className={css.doors}>
          <Link href={compareHref({ q: SLOWER, scope: scopeOf(filter) })} title="In what slow traces differ from the rest">
            What do slow ones have in common?
          </Link>
          <QueryStats stats={data?.stats} />
        </span>
      </header>
      <Filters filter={filter} />
      {error && <ErrorNotice error={error} />}
      <Figures totals={data?.totals} before={before} />
      <SlowChart series={series} stepMs={stepMs} extent={extent} filter={filter} />
      {data?.totals.calls === 0 ? (
        <EmptyNotice title="No model was called here">
          <p>Choose another time range or fewer filters. Causes appear with the first calls of models.</p>
        </EmptyNotice>
      ) : (
        <>
          <CauseList causes={data?.causes} totals={data?.totals} />
          <RunTable runs={data?.runs} isFiltered={Object.values(filter).some((value) => value !== "")} />
        </>
      )}
    </div>
  );
}

/** The traces that the page's filters are about. */
const scopeOf = (filter: CallFilter) =>
  ["llm_calls>0", ...Object.entries(filter).flatMap(([field, value]) => (value ? [term(field, value)] : []))].join(" ");

interface FiguresProps {
  totals: CauseTotals | undefined;
  before: CauseTotals | undefined;
}

const share = ({ slow, judged }: CauseTotals) => (judged > 0 ? slow / judged : null);

function Figures({ totals, before }: FiguresProps) {
  return (
    <Tiles label="Figures">
      <Tile
        title="Call p95"
        hint="95 % of the model calls were not longer"
        href={keepRange("/traces", { q: "llm_calls>0", sort: "-duration_ms" })}
        value={totals && formatDuration(totals.p95_ms)}
        note={totals && totals.p50_ms !== null ? `p50 ${formatDuration(totals.p50_ms)}` : undefined}
        now={totals?.p95_ms}
        before={before?.p95_ms}
        good="down"
      />
      <Tile
        title="First token p95"
        hint="TTFT: from the start of a call to its first token"
        href={keepRange("/models", { sort: "-ttft_p95_ms" })}
        value={totals && formatDuration(totals.ttft_p95_ms)}
        note={totals && totals.ttft_p95_ms === null ? "no call says" : undefined}
        now={totals?.ttft_p95_ms}
        before={before?.ttft_p95_ms}
        good="down"
      />
      <Tile
        title="Time lost"
        hint="By slow calls, beyond what calls like them usually take"
        value={totals && formatDuration(totals.lost_ms)}
        now={totals?.lost_ms}
        before={before?.lost_ms}
        good="down"
      />
      <Tile
        title="Slow calls"
        hint="300 ms and a fifth longer than usual, or more"
        href={keepRange("/traces", { q: "verdict:* -verdict:normal,unknown", sort: "-duration_ms" })}
        value={totals && formatPercent(totals.slow, totals.judged)}
        note={totals && `${formatCount(totals.slow)} of ${formatCount(totals.judged)}`}
        now={totals && share(totals)}
        before={before && share(before)}
        good="down"
      />
      <Tile
        title="Calls"
        href={keepRange("/traces", { q: "llm_calls>0" })}
        value={totals && formatCount(totals.calls)}
        note={totals && totals.judged < totals.calls ? `${formatCount(totals.calls - totals.judged)} not judged` : undefined}
        now={totals?.calls}
        before={before?.calls}
        good="none"
      />
    </Tiles>
  );
}
