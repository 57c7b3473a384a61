// SPDX-License-Identifier: Apache-2.0
import { useCallback, useMemo } from "react";
import type { Points, ServerMeasure } from "@/api/serving";
import { measureValue } from "@/base/measures";
import { navigate, setRange, withSearch } from "@/base/location";
import { absoluteRange, resolveTime } from "@/base/timeRange";
import { TimeSeries } from "@/charts/TimeSeries";
import { Card } from "@/widgets/Card";
import { useNow, useTimeRange } from "@/widgets/hooks";
import { grouped } from "./charts";
import css from "./Serving.module.css";

const HEIGHT = 110;
const zoom = (from: number, to: number) => setRange(absoluteRange(from, to));

interface MeasureChartsProps {
  title: string;
  measures: readonly ServerMeasure[];
  stepMs: number;
  /** The traces with its calls; null when there are none. */
  q: string | null;
}

/** Measures over time; those of one unit that belong together share a chart. */
export function MeasureCharts({ title, measures, stepMs, q }: MeasureChartsProps) {
  const charts = useMemo(() => grouped(measures), [measures]);
  return (
    <Card title={title} note={q === null ? "Drag to zoom" : "Drag to zoom, click for the calls of that moment"}>
      {charts.length === 0 && <p className={css.muted}>Nothing in this time range.</p>}
      <div className={css.charts}>
        {charts.map(({ title: name, lines }) => (
          <Chart key={name} title={name} lines={lines} stepMs={stepMs} q={q} />
        ))}
      </div>
    </Card>
  );
}

/** The page's time range: charts that stand beside each other share it. */
function useExtent() {
  const range = useTimeRange();
  // Whole minutes: the axis need not run on with the clock.
  const now = Math.floor(useNow(60_000) / 60_000) * 60_000;
  return useMemo(() => [resolveTime(range.from, now), resolveTime(range.to, now)] as const, [range, now]);
}

interface ChartProps {
  title: string;
  lines: readonly { label: string; unit: string; points: Points }[];
  stepMs: number;
  q: string | null;
}

export function Chart({ title, lines, stepMs, q }: ChartProps) {
  const times = useMemo(() => {
    const all = [...new Set(lines.flatMap(({ points }) => points.map(([at]) => at)))];
    return all.sort((a, b) => a - b);
  }, [lines]);
  const series = useMemo(
    () =>
      lines.map(({ label, points }, index) => {
        const known = new Map(points.map(([at, value]) => [at, value]));
        return { label, token: `--series-${(index % 5) + 1}`, values: times.map((at) => known.get(at) ?? null) };
      }),
    [lines, times],
  );
  const extent = useExtent();
  const unit = lines[0]?.unit ?? "";
  const format = useCallback((value: number) => measureValue(Number.isNaN(value) ? null : value, unit), [unit]);
  const pick = useCallback(
    (index: number) => {
      const from = times[index];
      if (from === undefined || q === null) return;
      navigate(withSearch("/traces", new URLSearchParams({ ...absoluteRange(from, from + stepMs), q, sort: "-duration_ms" })));
    },
    [times, stepMs, q],
  );
  return (
    <figure>
      <figcaption>
        {title}
        {series.length > 1 && (
          <span className={css.legend}>
            {series.map(({ label, token }) => (
              <span key={label}>
                <i style={{ background: `var(${token})` }} />
                {label}
              </span>
            ))}
          </span>
        )}
      </figcaption>
      <TimeSeries
        label={`${title} over time. Drag to zoom.`}
        times={times}
        series={series}
        height={HEIGHT}
        range={extent}
        format={format}
        onZoom={zoom}
        onPick={pick}
      />
    </figure>
  );
}
