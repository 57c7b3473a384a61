// SPDX-License-Identifier: Apache-2.0
import { useMemo } from "react";
import { formatCost, formatCount, formatDuration, formatPercent, plural } from "@/base/format";
import { keepRange } from "@/base/location";
import { useDocumentTitle } from "@/widgets/hooks";
import { ErrorNotice, QueryStats, Skeleton } from "@/widgets/Notice";
import { Tile, Tiles } from "@/widgets/Tile";
import { extentOf, LatencyChart, RequestChart, TokenChart } from "./Charts";
import { Failing } from "./Failing";
import { LayerStrip } from "./LayerStrip";
import { MoverList } from "./MoverList";
import { OpenAlerts } from "./OpenAlerts";
import css from "./Overview.module.css";
import { useOverview } from "./useOverview";

const UNHEALTHY_SHARE = 0.05;

export function OverviewPage() {
  useDocumentTitle("Overview");
  const overview = useOverview();
  const { total, totalBefore, tokens, tokensBefore, firstToken } = overview;
  const extent = useMemo(() => extentOf(overview.requests), [overview.requests]);
  return (
    <div className={css.page}>
      <header className={css.head}>
        <h1>
          {total ? (
            <Answer traces={total.traces} errors={total.errors} p95={total.p95_ms} />
          ) : (
            <Skeleton width={320} height={18} />
          )}
        </h1>
        <QueryStats stats={overview.stats} />
      </header>
      <OpenAlerts />
      {overview.error && <ErrorNotice error={overview.error} />}
      <Tiles label="Figures">
        <Tile
          title="Traces"
          href={keepRange("/traces")}
          value={total && formatCount(total.traces)}
          now={total?.traces}
          before={totalBefore?.traces}
          good="none"
        />
        <Tile
          title="Failed"
          href={keepRange("/traces", { q: "status:error" })}
          value={total && formatPercent(total.errors, total.traces)}
          now={total && share(total)}
          before={totalBefore && share(totalBefore)}
          good="down"
        />
        <Tile
          title="Duration p95"
          href={keepRange("/traces", { sort: "-duration_ms" })}
          value={total && formatDuration(total.p95_ms)}
          now={total?.p95_ms}
          before={totalBefore?.p95_ms}
          good="down"
        />
        <Tile
          title={firstToken ? `First token p95, ${firstToken.model}` : "First token p95"}
          href={keepRange("/models", { sort: "-ttft_p95_ms" })}
          value={firstToken === undefined ? undefined : formatDuration(firstToken?.ms)}
          good="down"
        />
        <Tile
          title="Input tokens"
          href={keepRange("/traces", { sort: "-input_tokens" })}
          value={tokens && formatCount(tokens.input)}
          note={tokens && tokens.input > 0 ? `${formatPercent(tokens.cached, tokens.input)} cached` : undefined}
          now={tokens?.input}
          before={tokensBefore?.input}
          good="none"
        />
        <Tile
          title="Output tokens"
          href={keepRange("/traces", { sort: "-output_tokens" })}
          value={tokens && formatCount(tokens.output)}
          now={tokens?.output}
          before={tokensBefore?.output}
          good="none"
        />
        <Tile
          title="Cost"
          href={keepRange("/costs")}
          value={tokens && formatCost(tokens.cost)}
          now={tokens?.cost}
          before={tokensBefore?.cost}
          good="none"
        />
        <Tile
          title="Model calls"
          href={keepRange("/models")}
          value={tokens && formatCount(tokens.calls)}
          now={tokens?.calls}
          before={tokensBefore?.calls}
          good="none"
        />
      </Tiles>
      <LayerStrip />
      <div className={css.charts}>
        <RequestChart points={overview.requests} extent={extent} />
        <LatencyChart points={overview.requests} extent={extent} />
        <TokenChart series={overview.tokenSeries} points={overview.requests} extent={extent} />
      </div>
      <div className={css.lists}>
        <MoverList movers={overview.movers} />
        <Failing />
      </div>
    </div>
  );
}

function share({ traces, errors }: { traces: number; errors: number }): number {
  return traces > 0 ? errors / traces : 0;
}

function Answer({ traces, errors, p95 }: { traces: number; errors: number; p95: number | null }) {
  if (traces === 0) return "Nothing arrived in this time range";
  const failed = errors / traces;
  const verdict = errors === 0 ? "All well" : failed < UNHEALTHY_SHARE ? "Mostly well" : "Not well";
  return (
    <>
      <span className={failed >= UNHEALTHY_SHARE ? css.failed : undefined}>{verdict}:</span> {plural(traces, "trace")},{" "}
      {errors === 0 ? "none" : formatPercent(errors, traces)} failed, p95 {formatDuration(p95)}
    </>
  );
}
