// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import type { MetricAnswer, MetricInfo } from "@/api/metrics";
import { exemplarsQuery, metricQuery } from "@/api/queries";
import { formatCount, plural } from "@/base/format";
import { setRange } from "@/base/location";
import { absoluteRange } from "@/base/timeRange";
import { TimeSeries, type Mark } from "@/charts/TimeSeries";
import { useTimeRange } from "@/widgets/hooks";
import { EmptyNotice, ErrorNotice, QueryStats, Skeleton, WarningNotice } from "@/widgets/Notice";
import { PinLink } from "@/widgets/PinLink";
import { Controls } from "./Controls";
import { marksOf } from "./exemplars";
import { drawnSeries, formatValue, linesOf, timesOf, type Line } from "./lines";
import css from "./Metrics.module.css";
import { panelOf, suitableAggregation, type MetricsUrl } from "./url";

const HEIGHT = 300;
const zoom = (from: number, to: number) => setRange(absoluteRange(from, to));

interface ExplorerProps {
  url: MetricsUrl;
  /** Undefined while the catalogue is not there, or does not list the metric. */
  info: MetricInfo | undefined;
  /** Whether `info` will not come any more. */
  settled: boolean;
}

export function Explorer({ url, info, settled }: ExplorerProps) {
  const range = useTimeRange();
  const agg = url.agg || suitableAggregation(info);
  const { metric, filter, group_by, step } = url;
  const { data, error, isPending } = useQuery({
    ...metricQuery({ metric, filter, agg, group_by, step }, range),
    enabled: metric !== "" && settled,
  });
  if (metric === "") {
    return (
      <section className={css.explorer} aria-label="Chart">
        <EmptyNotice title="Choose a metric">
          <p>Its values over time appear here; the address is worth sharing.</p>
        </EmptyNotice>
      </section>
    );
  }
  return (
    <section className={css.explorer} aria-label="Chart">
      <header className={css.title}>
        <h2>{metric}</h2>
        <QueryStats stats={data?.stats} />
        <PinLink panel={panelOf(url, agg, info?.unit ?? data?.unit ?? "")} />
        {info?.description && <p className={css.hint}>{info.description}</p>}
      </header>
      <Controls url={url} agg={agg} info={info} />
      {error && <ErrorNotice error={error} />}
      {!error && isPending && <Skeleton height={HEIGHT} />}
      {!error && data && <Answer answer={data} filter={filter} agg={agg} unit={info?.unit ?? data.unit ?? ""} />}
    </section>
  );
}

interface AnswerProps {
  answer: MetricAnswer;
  filter: string;
  agg: string;
  unit: string;
}

function Answer({ answer, filter, agg, unit }: AnswerProps) {
  const lines = useMemo(() => linesOf(answer), [answer]);
  const times = useMemo(() => timesOf(answer), [answer]);
  const series = useMemo(() => drawnSeries(lines), [lines]);
  const format = useCallback((value: number) => formatValue(value, unit, agg), [unit, agg]);
  const marks = useMarks(answer, filter, agg, unit);
  if (lines.length === 0) {
    return (
      <EmptyNotice title="No points in this range">
        <p>{answer.matched_series > 0 ? "Its series had none; try a longer range." : "No series matches the filter."}</p>
      </EmptyNotice>
    );
  }
  const observed = lines.some(({ last }) => last !== null);
  return (
    <>
      {!observed && <WarningNotice>Nothing was observed in this range: its series did not change.</WarningNotice>}
      {answer.warnings.map((warning) => (
        <WarningNotice key={warning}>{warning}</WarningNotice>
      ))}
      {answer.truncated && (
        <WarningNotice>
          Only the groups with the most series are shown; filter or group by fewer labels to see the others.
        </WarningNotice>
      )}
      <TimeSeries
        label={`${answer.metric}, ${agg}`}
        times={times}
        series={series}
        height={HEIGHT}
        format={format}
        onZoom={zoom}
        marks={marks}
      />
      <p className={css.hint}>
        {plural(lines.length, "line")} from {formatCount(answer.matched_series)} series
        {series.length < lines.length && `; the ${series.length} largest are drawn`}. Drag to zoom.
        {marks.length > 0 && " A diamond is a single measurement and opens its trace."}
      </p>
      <LineTable lines={lines} format={(value) => formatValue(value, unit, agg)} />
    </>
  );
}

function useMarks({ metric, type }: MetricAnswer, filter: string, agg: string, unit: string): Mark[] {
  const { data } = useQuery(exemplarsQuery({ metric, filter }, useTimeRange()));
  const isHistogram = type === "histogram" || type === "exponential_histogram";
  return useMemo(
    () => marksOf(data?.exemplars ?? [], isHistogram, agg, (value) => formatValue(value, unit, "avg")),
    [data, isHistogram, agg, unit],
  );
}

function LineTable({ lines, format }: { lines: readonly Line[]; format: (value: number | null) => string }) {
  return (
    <div className={css.tableBox}>
      <table className={css.table}>
        <thead>
          <tr>
            <th>Series</th>
            <th>Last</th>
            <th>Mean</th>
            <th>Highest</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.label}>
              <td title={JSON.stringify(line.labels)}>
                <span className={css.swatch} style={line.token ? { background: `var(${line.token})` } : {}} />
                {line.label}
              </td>
              <td>{format(line.last)}</td>
              <td>{format(line.mean)}</td>
              <td>{format(line.max)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
