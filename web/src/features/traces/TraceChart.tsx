// SPDX-License-Identifier: Apache-2.0
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { heatmapQuery, histogramQuery } from "@/api/queries";
import type { Heatmap, Histogram } from "@/api/types";
import { EVERYTHING } from "@/base/differences";
import { addTerm } from "@/base/filter";
import { formatCount, formatPercent, plural } from "@/base/format";
import { navigate, setRange, setSearch, withSearch } from "@/base/location";
import { toMillis } from "@/base/time";
import { absoluteRange, resolveTime } from "@/base/timeRange";
import { HeatmapChart } from "@/charts/HeatmapChart";
import { TimeSeries } from "@/charts/TimeSeries";
import { Choice } from "@/widgets/Choice";
import { useTimeRange } from "@/widgets/hooks";
import { ErrorNotice, QueryStats, Skeleton } from "@/widgets/Notice";
import css from "./TraceChart.module.css";
import type { TracesUrl } from "./url";

const BUCKETS = 80;
const HEIGHT = 104;
const CHARTS = [
  { id: "histogram", title: "Count" },
  { id: "heatmap", title: "Latency" },
] as const;

const DRAGS = [
  { id: "zoom", title: "Zoom" },
  { id: "compare", title: "Compare" },
] as const;

const zoom = (from: number, to: number) => setRange(absoluteRange(from, to));

/** The answer in words, then its evidence over time: counts by status, or durations. */
export function TraceChart({ url }: { url: TracesUrl }) {
  const range = useTimeRange();
  const isHeatmap = url.chart === "heatmap";
  const [drag, setDrag] = useState<(typeof DRAGS)[number]["id"]>("zoom");
  const histogram = useQuery(histogramQuery(url.q, BUCKETS, range));
  const heatmap = useQuery({ ...heatmapQuery(url.q, BUCKETS, range), enabled: isHeatmap, placeholderData: keepPreviousData });
  const totals = useMemo(() => sum(histogram.data), [histogram.data]);
  const [from, to] = useMemo(() => {
    const now = histogram.dataUpdatedAt || heatmap.dataUpdatedAt;
    return [resolveTime(range.from, now), resolveTime(range.to, now)];
  }, [range.from, range.to, histogram.dataUpdatedAt, heatmap.dataUpdatedAt]);

  const { data, error } = isHeatmap ? heatmap : histogram;

  return (
    <section className={css.section} aria-label="Traces over time">
      <div className={css.head}>
        {totals ? (
          <p>
            <strong>{plural(totals.all, "trace")}</strong>
            {totals.error > 0 ? (
              <>
                ,{" "}
                <button type="button" className={css.failed} onClick={() => setSearch({ q: addTerm(url.q, "status:error") })}>
                  {formatCount(totals.error)} failed ({formatPercent(totals.error, totals.all)})
                </button>
              </>
            ) : (
              totals.all > 0 && ", none failed"
            )}
          </p>
        ) : (
          <Skeleton width={180} />
        )}
        <QueryStats stats={histogram.data?.stats} />
        <div className={css.switch}>
          <span title="What dragging over the chart does: zoom in, or ask in what that part differs from the rest">Drag to</span>
          <Choice label="Dragging" options={DRAGS} value={drag} onChange={setDrag} />
          <Choice
            label="Chart"
            options={CHARTS}
            value={url.chart}
            onChange={(chart) => setSearch({ chart: chart === "histogram" ? null : chart }, { replace: true })}
          />
        </div>
      </div>
      {error && !data && <ErrorNotice error={error} />}
      {!error && !data && <Skeleton height={HEIGHT} />}
      {isHeatmap && heatmap.data && <Latency url={url} data={heatmap.data} from={from} to={to} compares={drag === "compare"} />}
      {!isHeatmap && histogram.data && (
        <Counts
          data={histogram.data}
          from={from}
          to={to}
          onZoom={drag === "compare" ? compareWith(url.q, "", [from, to]) : zoom}
        />
      )}
    </section>
  );
}

/** Opens the comparison of a part of the chart with the rest of it. */
function compareWith(scope: string, q: string, [fromMs, toMs]: readonly [number, number]) {
  return (from: number, to: number) => {
    const whole = absoluteRange(fromMs, toMs);
    // The rest is everything else of the chart, not only what is as long.
    const other = { other_from: whole.from, other_to: whole.to, ...(q ? { other: EVERYTHING } : {}) };
    const parameters = { ...absoluteRange(from, to), ...other, ...(scope ? { scope } : {}), ...(q ? { q } : {}) };
    navigate(withSearch("/compare", new URLSearchParams(parameters)));
  };
}

function sum(histogram: Histogram | undefined): { all: number; error: number } | null {
  if (!histogram) return null;
  let [ok, error] = [0, 0];
  for (const bucket of histogram.buckets) {
    ok += bucket.ok;
    error += bucket.error;
  }
  return { all: ok + error, error };
}

interface CountsProps {
  data: Histogram;
  from: number;
  to: number;
  onZoom: (fromMs: number, toMs: number) => void;
}

function Counts({ data, from, to, onZoom }: CountsProps) {
  const times = useMemo(() => data.buckets.map((bucket) => toMillis(bucket.time)), [data]);
  const series = useMemo(
    () => [
      { label: "Failed", token: "--error-bar", bars: true, values: data.buckets.map((bucket) => bucket.error) },
      { label: "OK", token: "--ok-bar", bars: true, values: data.buckets.map((bucket) => bucket.ok) },
    ],
    [data],
  );
  const range = useMemo(() => [from, to] as const, [from, to]);
  const pick = useCallback(
    (index: number) => {
      const time = times[index];
      if (time !== undefined) zoom(time, time + data.step_ms);
    },
    [times, data.step_ms],
  );
  return (
    <TimeSeries
      label="Traces over time by status. Drag to zoom."
      times={times}
      series={series}
      height={HEIGHT}
      range={range}
      format={formatCount}
      onZoom={onZoom}
      onPick={pick}
    />
  );
}

interface LatencyProps {
  url: TracesUrl;
  data: Heatmap;
  from: number;
  to: number;
  compares: boolean;
}

function Latency({ url, data, from, to, compares }: LatencyProps) {
  return (
    <HeatmapChart
      label="Durations of traces over time. Drag to zoom."
      from={from}
      to={to}
      stepMs={data.step_ms}
      boundsMs={data.bounds_ms}
      cells={data.cells}
      height={HEIGHT + 32}
      onSelect={(area) => {
        const least = `duration_ms>=${area.lowMs.toFixed(0)}`;
        if (compares) {
          const q = Number.isFinite(area.highMs) ? `${least} duration_ms<${area.highMs.toFixed(0)}` : least;
          compareWith(url.q, q, [from, to])(area.from, area.to);
          return;
        }
        const range = absoluteRange(area.from, area.to);
        const low = addTerm(url.q, least);
        const q = Number.isFinite(area.highMs) ? addTerm(low, `duration_ms<${area.highMs.toFixed(0)}`) : low;
        setSearch({ from: range.from, to: range.to, live: null, q });
      }}
    />
  );
}
