// SPDX-License-Identifier: Apache-2.0
import { useMemo, type ReactNode } from "react";
import type { RequestPoint, UsageSeries } from "@/api/types";
import { formatCount, formatDuration } from "@/base/format";
import { setRange } from "@/base/location";
import { toMillis } from "@/base/time";
import { absoluteRange } from "@/base/timeRange";
import type { Series } from "@/charts/plotOptions";
import { TimeSeries } from "@/charts/TimeSeries";
import { Skeleton } from "@/widgets/Notice";
import css from "./Overview.module.css";

const HEIGHT = 132;
const zoom = (from: number, to: number) => setRange(absoluteRange(from, to));

interface ChartProps {
  points: readonly [string, RequestPoint][] | undefined;
}

function Card({ title, legend, children }: { title: string; legend: readonly Series[]; children: ReactNode }) {
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
      </header>
      {children}
    </section>
  );
}

function Plot({ title, times, series, format }: { title: string; times: readonly number[]; series: readonly Series[]; format: (value: number) => string }) {
  return (
    <Card title={title} legend={series}>
      <TimeSeries label={`${title} over time. Drag to zoom.`} times={times} series={series} height={HEIGHT} format={format} onZoom={zoom} />
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

export function RequestChart({ points }: ChartProps) {
  const times = useMemo(() => points?.map(([time]) => toMillis(time)) ?? [], [points]);
  const series = useMemo<Series[]>(
    () => [
      { label: "Failed", token: "--error-bar", bars: true, values: points?.map(([, point]) => point.errors) ?? [] },
      { label: "OK", token: "--ok-bar", bars: true, values: points?.map(([, point]) => point.traces - point.errors) ?? [] },
    ],
    [points],
  );
  if (!points) return <Waiting title="Traces" />;
  return <Plot title="Traces" times={times} series={series} format={formatCount} />;
}

export function LatencyChart({ points }: ChartProps) {
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
  return <Plot title="Duration" times={times} series={series} format={formatDuration} />;
}

const MODEL_TOKENS = ["--series-1", "--series-2", "--series-3", "--series-4"];

interface TokenChartProps {
  series: readonly UsageSeries[] | undefined;
}

export function TokenChart({ series }: TokenChartProps) {
  const data = useMemo(() => (series ? tokensByModel(series) : null), [series]);
  if (!data) return <Waiting title="Tokens by model" />;
  return <Plot title="Tokens by model" times={data.times} series={data.series} format={formatCount} />;
}

/** The largest models have a colour each, the others share one. */
export function tokensByModel(usage: readonly UsageSeries[]): { times: number[]; series: Series[] } {
  const times = [...new Set(usage.flatMap(({ points }) => points.map(([time]) => toMillis(time))))].sort((a, b) => a - b);
  const position = new Map(times.map((time, index) => [time, index]));
  const models = usage
    .map(({ labels, points }) => {
      const values = times.map(() => 0);
      for (const [time, point] of points) values[position.get(toMillis(time)) ?? 0] = (point.input_tokens ?? 0) + (point.output_tokens ?? 0);
      return { label: labels.model ?? "unknown", values, total: values.reduce((sum, value) => sum + value, 0) };
    })
    .sort((a, b) => b.total - a.total);
  const shown: Series[] = models.slice(0, MODEL_TOKENS.length).map(({ label, values }, index) => ({ label, values, token: MODEL_TOKENS[index] ?? "--series-5", bars: true }));
  const rest = models.slice(MODEL_TOKENS.length);
  if (rest.length > 0) {
    const values = times.map((_, index) => rest.reduce((sum, model) => sum + (model.values[index] ?? 0), 0));
    shown.push({ label: `${rest.length} more`, token: "--series-5", values, bars: true });
  }
  return { times, series: shown };
}
