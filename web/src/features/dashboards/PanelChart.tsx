// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo, useRef } from "react";
import { exemplarsQuery } from "@/api/queries";
import { withVariables, type Panel, type PanelQuery } from "@/base/dashboard";
import { keepRange, navigate, setRange } from "@/base/location";
import { toMillis } from "@/base/time";
import { absoluteRange } from "@/base/timeRange";
import { formatInUnit } from "@/base/units";
import type { Series } from "@/charts/plotOptions";
import { TimeSeries, type Mark } from "@/charts/TimeSeries";
import { useElementSize } from "@/charts/useElementSize";
import { useTimeRange } from "@/widgets/hooks";
import { ErrorNotice, Skeleton } from "@/widgets/Notice";
import { doorAt } from "./doors";
import css from "./Panel.module.css";
import type { PanelContext } from "./panelContext";
import { drawnBars, drawnLines, type PanelData } from "./panelData";
import { usePanelData } from "./usePanelData";

const zoom = (from: number, to: number) => setRange(absoluteRange(from, to));
const LEAST_HEIGHT = 60;
const LEGEND = 18;

interface PanelChartProps {
  panel: Panel;
  queries: PanelQuery[];
  context: PanelContext;
}

/** Lines or bars over time, as high as the panel. */
export function PanelChart({ panel, queries, context }: PanelChartProps) {
  const frame = useRef<HTMLDivElement>(null);
  const { height } = useElementSize(frame);
  const { data, error, extent, stepMs } = usePanelData(queries, context.values, false);
  const series = useMemo(() => (data ? (panel.kind === "bars" ? drawnBars(data) : drawnLines(data)) : []), [data, panel.kind]);
  const unit = panel.unit ?? "";
  const format = useCallback((value: number) => formatInUnit(value, unit), [unit]);
  const times = data?.times;
  const first = queries[0];
  const pick = useCallback(
    (index: number) => {
      const time = times?.[index];
      if (time !== undefined && first) navigate(doorAt(first, context.values, context.dashboard, time, stepMs));
    },
    [times, first, stepMs, context],
  );
  const named = !isUnnamed(series, first);
  const marks = useExemplars(first, context.values, unit);
  return (
    <div className={css.plot} ref={frame}>
      {error && <ErrorNotice error={error} />}
      {!error && !data && <Skeleton height="100%" />}
      {!error && data && series.length === 0 && (
        <p className={css.nothing}>{known(data) > 0 ? "None in this time range." : "Nothing in this time range."}</p>
      )}
      {!error && data && series.length > 0 && (
        <>
          <TimeSeries
            label={`${panel.title} over time. Drag to zoom, click for what is behind.`}
            times={data.times}
            series={series}
            height={Math.max(LEAST_HEIGHT, height - (named ? LEGEND : 0))}
            range={extent}
            format={format}
            onZoom={zoom}
            onPick={pick}
            marks={marks}
            moments={context.moments}
          />
          {named && <Legend series={series} all={known(data)} bars={panel.kind === "bars"} />}
        </>
      )}
    </div>
  );
}

function known({ series }: PanelData): number {
  return series.filter(({ values }) => values.some((value) => value !== null)).length;
}

/** The only line is what the panel is about; its technical name would add nothing. */
function isUnnamed(series: readonly Series[], query: PanelQuery | undefined): boolean {
  return series.length === 1 && series[0]?.label === (query?.metric ?? query?.measure?.replaceAll("_", " "));
}

function Legend({ series, all, bars }: { series: readonly Series[]; all: number; bars: boolean }) {
  return (
    <ul className={css.legend}>
      {series.map(({ label, token }) => (
        <li key={label} title={label}>
          <i style={{ background: `var(${token})` }} />
          {label}
        </li>
      ))}
      {!bars && all > series.length && (
        <li>
          the {series.length} largest of {all}
        </li>
      )}
    </ul>
  );
}

/** Single measurements stand among quantiles of a histogram, where they can be compared with them. */
function useExemplars(query: PanelQuery | undefined, values: Readonly<Record<string, string>>, unit: string): Mark[] {
  const isQuantile = query?.source === "metric" && /^p\d+$/.test(query.agg ?? "");
  const question = { metric: query?.metric ?? "", filter: withVariables(query?.filter ?? "", values) };
  const range = useTimeRange();
  const { data } = useQuery({ ...exemplarsQuery(question, range), enabled: isQuantile });
  const scale = query?.scale ?? 1;
  return useMemo(
    () =>
      (isQuantile ? (data?.exemplars ?? []) : []).map(({ time, value, trace_id, span_id }) => ({
        timeMs: toMillis(time),
        value: value * scale,
        title: `Exemplar ${formatInUnit(value * scale, unit)}: open its trace`,
        href: keepRange(`/traces/${trace_id}`, span_id ? { span: span_id } : {}),
      })),
    [data, isQuantile, scale, unit],
  );
}
