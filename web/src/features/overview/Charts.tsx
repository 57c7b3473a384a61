// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo, type ReactNode } from "react";
import { annotationsQuery } from "@/api/dashboards";
import type { RequestPoint, UsageSeries } from "@/api/types";
import type { Pinned } from "@/base/dashboard";
import { formatCount, formatDuration } from "@/base/format";
import { navigate, setRange, withSearch } from "@/base/location";
import { toMillis } from "@/base/time";
import { absoluteRange } from "@/base/timeRange";
import { momentOf } from "@/charts/moments";
import type { Series } from "@/charts/plotOptions";
import { stackedSeries } from "@/charts/stackedSeries";
import { TimeSeries } from "@/charts/TimeSeries";
import { useTimeRange } from "@/widgets/hooks";
import { Skeleton } from "@/widgets/Notice";
import { PinLink } from "@/widgets/PinLink";
import css from "./Overview.module.css";
import { DURATION, TOKENS, TRACES } from "./pins";

const HEIGHT = 132;
const zoom = (from: number, to: number) => setRange(absoluteRange(from, to));

/** The time that all charts of the page show, in Unix milliseconds. */
type Extent = readonly [fromMs: number, toMs: number] | undefined;

interface ChartProps {
  points: readonly [string, RequestPoint][] | undefined;
  extent: Extent;
}

/** From the first point to the end of the last one. */
export function extentOf(points: readonly [string, unknown][] | undefined): Extent {
  const first = points?.[0];
  const last = points?.at(-1);
  const second = points?.[1];
  if (!first || !last || !second) return undefined;
  const step = toMillis(second[0]) - toMillis(first[0]);
  return [toMillis(first[0]), toMillis(last[0]) + step];
}

interface CardProps {
  title: string;
  legend: readonly Series[];
  pin?: Pinned;
  children: ReactNode;
}

function Card({ title, legend, pin, children }: CardProps) {
  return (
    <section className={css.card} aria-label={title}>
      <header className={css.cardHead}>
        <h2>{title}</h2>
        <ul className={css.legend}>
          {legend.map((series) => (
            <li key={series.label}>
              <span style={{ background: `var(${series.token})` }} />
              {series.label}
            </li>
          ))}
        </ul>
        {pin && <PinLink panel={pin} />}
      </header>
      {children}
    </section>
  );
}

interface PlotProps {
  title: string;
  times: readonly number[];
  series: readonly Series[];
  extent: Extent;
  format: (value: number) => string;
  /** How the traces behind a point are sorted. */
  sort: string;
  /** The same chart as a panel of a dashboard. */
  pin: Pinned;
}

function Plot({ title, times, series, extent, format, sort, pin }: PlotProps) {
  const { data } = useQuery(annotationsQuery("", useTimeRange()));
  const moments = useMemo(() => (data?.annotations ?? []).map(momentOf), [data]);
  const pick = useCallback(
    (index: number) => {
      const [first = 0, second = first] = times;
      const time = times[index];
      if (time === undefined) return;
      const { from, to } = absoluteRange(time, time + (second - first));
      navigate(withSearch("/traces", new URLSearchParams({ from, to, sort })));
    },
    [times, sort],
  );
  return (
    <Card title={title} legend={series} pin={pin}>
      <TimeSeries
        label={`${title} over time. Drag to zoom, click for the traces.`}
        times={times}
        series={series}
        height={HEIGHT}
        {...(extent ? { range: extent } : {})}
        format={format}
        onZoom={zoom}
        onPick={pick}
        moments={moments}
      />
    </Card>
  );
}

function Waiting({ title }: { title: string }) {
  return (
    <Card title={title} legend={[]}>
      <Skeleton height={HEIGHT} />
    </Card>
  );
}

export function RequestChart({ points, extent }: ChartProps) {
  const times = useMemo(() => points?.map(([time]) => toMillis(time)) ?? [], [points]);
  const series = useMemo<Series[]>(
    () => [
      { label: "Failed", token: "--error-bar", bars: true, values: points?.map(([, point]) => point.errors) ?? [] },
      { label: "OK", token: "--ok-bar", bars: true, values: points?.map(([, point]) => point.traces - point.errors) ?? [] },
    ],
    [points],
  );
  if (!points) return <Waiting title="Traces" />;
  return (
    <Plot title="Traces" times={times} series={series} extent={extent} format={formatCount} sort="-start_time" pin={TRACES} />
  );
}

export function LatencyChart({ points, extent }: ChartProps) {
  const times = useMemo(() => points?.map(([time]) => toMillis(time)) ?? [], [points]);
  const series = useMemo<Series[]>(
    () => [
      { label: "p99", token: "--series-4", values: points?.map(([, point]) => point.p99_ms) ?? [] },
      { label: "p95", token: "--series-2", values: points?.map(([, point]) => point.p95_ms) ?? [] },
      { label: "p50", token: "--series-1", values: points?.map(([, point]) => point.p50_ms) ?? [] },
    ],
    [points],
  );
  if (!points) return <Waiting title="Duration" />;
  return (
    <Plot
      title="Duration"
      times={times}
      series={series}
      extent={extent}
      format={formatDuration}
      sort="-duration_ms"
      pin={DURATION}
    />
  );
}

interface TokenChartProps extends ChartProps {
  series: readonly UsageSeries[] | undefined;
}

export function TokenChart({ series, points, extent }: TokenChartProps) {
  const data = useMemo(
    () =>
      series
        ? stackedSeries(
            series,
            "model",
            (point) => (point.input_tokens ?? 0) + (point.output_tokens ?? 0),
            points?.map(([time]) => toMillis(time)),
          )
        : null,
    [series, points],
  );
  if (!data) return <Waiting title="Tokens by model" />;
  return (
    <Plot
      title="Tokens by model"
      times={data.times}
      series={data.series}
      extent={extent}
      format={formatCount}
      sort="-input_tokens"
      pin={TOKENS}
    />
  );
}
