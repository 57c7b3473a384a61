// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { unitsQuery } from "@/api/queries";
import { formatCost, formatCount, formatPercent, NONE } from "@/base/format";
import { keepRange, navigate, setRange, setSearch, withSearch } from "@/base/location";
import { absoluteRange } from "@/base/timeRange";
import { stackedSeries } from "@/charts/stackedSeries";
import { TimeSeries } from "@/charts/TimeSeries";
import { useDocumentTitle, useSearchValue, useTimeRange } from "@/widgets/hooks";
import { Link } from "@/widgets/Link";
import { PinLink } from "@/widgets/PinLink";
import { EmptyNotice, ErrorNotice, QueryStats, Skeleton } from "@/widgets/Notice";
import { Tile, Tiles } from "@/widgets/Tile";
import { Budgets } from "./Budgets";
import css from "./Costs.module.css";
import { CostTable } from "./CostTable";
import { perMonth, type CostRow } from "./figures";
import { Parts } from "./Parts";
import { useCosts } from "./useCosts";

const LABELS = ["model", "provider", "service", "agent", "user", "session", "environment", "tool"];
const HEIGHT = 168;
const zoom = (from: number, to: number) => setRange(absoluteRange(from, to));

/** The traces behind a bar, the dearest first. */
function openTraces(fromMs: number, toMs: number): void {
  navigate(withSearch("/traces", new URLSearchParams({ ...absoluteRange(fromMs, toMs), sort: "-cost_usd" })));
}

/** Who spends what on what. */
export function CostsPage() {
  useDocumentTitle("Costs");
  const label = useSearchValue("by") || "model";
  const { error, stats, rows, series, stepMs, total, totalBefore, extent } = useCosts(label);
  const chart = useMemo(() => series && stackedSeries(series, label, (point) => point.cost_usd ?? 0), [series, label]);
  const pick = useCallback(
    (index: number) => {
      const from = chart?.times[index];
      if (from !== undefined) openTraces(from, from + stepMs);
    },
    [chart, stepMs],
  );
  const units = useQuery(unitsQuery(useTimeRange())).data?.units;
  const perTrace = (row: CostRow | undefined) => (row && row.cost !== null && row.traces > 0 ? row.cost / row.traces : null);
  return (
    <div className={css.page}>
      <header className={css.head}>
        <h1>{total && rows ? <Answer total={total} rows={rows} label={label} /> : <Skeleton width={320} height={18} />}</h1>
        <QueryStats stats={stats} />
      </header>
      {error && <ErrorNotice error={error} />}
      <Tiles label="Figures">
        <Tile
          title="Cost"
          href={keepRange("/traces", { sort: "-cost_usd" })}
          value={total && formatCost(total.cost)}
          now={total?.cost}
          before={totalBefore?.cost}
          good="none"
        />
        <Tile
          title="At this rate, in 30 days"
          href={keepRange("/traces", { sort: "-cost_usd" })}
          value={total && (total.cost === null ? NONE : formatCost(perMonth(total.cost, extent[1] - extent[0])))}
          good="none"
        />
        <Tile
          title="For a trace"
          href={keepRange("/traces", { sort: "-cost_usd" })}
          value={total && formatCost(perTrace(total))}
          now={perTrace(total)}
          before={perTrace(totalBefore)}
          good="down"
        />
        <Tile
          title="For a successful answer"
          href={keepRange("/traces", { q: "llm_calls>0", sort: "-cost_usd" })}
          value={units && formatCost(units.usd_per_successful_run)}
          note={
            units && units.successful_runs < units.runs
              ? `failures of ${formatCount(units.runs - units.successful_runs)} runs included`
              : undefined
          }
          good="down"
        />
        <Tile
          title="For a session"
          href={keepRange("/sessions")}
          value={units && formatCost(units.usd_per_session)}
          good="down"
        />
        <Tile
          title="Input from a cache"
          href={keepRange("/traces", { q: "cache_read_tokens>0" })}
          value={total && formatPercent(total.cached, total.input)}
          good="up"
        />
        <Tile
          title="Price coverage"
          href={keepRange("/settings")}
          value={total && formatPercent(total.priced, total.priceable)}
          note={
            total && total.priced < total.priceable ? `${formatCount(total.priceable - total.priced)} calls unpriced` : undefined
          }
          good="up"
        />
      </Tiles>
      {total && total.priced < total.priceable && (
        <p className={css.note}>
          The cost of {formatCount(total.priceable - total.priced)} calls is not known and not in these sums. Prices for your own
          models are set in <Link href="/settings#prices">Settings</Link>.
        </p>
      )}
      <Budgets />
      {total && <Parts total={total} />}
      <section className={css.card} aria-label={`Cost by ${label}`}>
        <header className={css.cardHead}>
          <h2>Cost by</h2>
          <select aria-label="Group by" value={label} onChange={(event) => setSearch({ by: event.target.value })}>
            {LABELS.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
          <Link className={css.door} href={keepRange("/tools", { sort: "-cost_usd" })}>
            by tool
          </Link>
          <PinLink
            panel={{
              title: `Cost by ${label}`,
              kind: "bars",
              unit: "usd",
              queries: [{ source: "usage", measure: "cost_usd", group_by: [label] }],
            }}
          />
          <ul className={css.legend}>
            {chart?.series.map((one) => (
              <li key={one.label}>
                <span style={{ background: `var(${one.token})` }} />
                {one.label}
              </li>
            ))}
          </ul>
        </header>
        {chart ? (
          <TimeSeries
            label={`Cost by ${label} over time. Drag to zoom, click for the traces.`}
            times={chart.times}
            series={chart.series}
            height={HEIGHT}
            range={extent}
            format={formatCost}
            onZoom={zoom}
            onPick={pick}
          />
        ) : (
          <Skeleton height={HEIGHT} />
        )}
      </section>
      {rows?.length === 0 ? (
        <EmptyNotice title="No model calls in this time range">
          <p>Costs appear with the first model call whose tokens are known.</p>
        </EmptyNotice>
      ) : (
        <CostTable label={label} rows={rows} whole={total?.cost ?? null} />
      )}
    </div>
  );
}

function Answer({ total, rows, label }: { total: CostRow; rows: readonly CostRow[]; label: string }) {
  if (total.calls === 0) return "Nothing was spent in this time range";
  if (total.cost === null) return `No price is known for any of ${formatCount(total.calls)} calls`;
  const first = rows[0];
  const most =
    first && first.cost !== null && total.cost > 0
      ? `, ${formatPercent(first.cost, total.cost)} of it by ${label} ${first.name}`
      : "";
  return `${formatCost(total.cost)} for ${formatCount(total.calls)} calls${most}`;
}
