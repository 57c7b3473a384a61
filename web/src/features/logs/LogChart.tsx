// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { logHistogramQuery, type LogHistogram } from "@/api/logs";
import { addTerm } from "@/base/filter";
import { formatCount, formatPercent, plural } from "@/base/format";
import { setRange, setSearch } from "@/base/location";
import { LEVELS, type Level } from "@/base/log";
import { toMillis } from "@/base/time";
import { absoluteRange, resolveTime } from "@/base/timeRange";
import { TimeSeries } from "@/charts/TimeSeries";
import { useTimeRange } from "@/widgets/hooks";
import { ErrorNotice, QueryStats, Skeleton } from "@/widgets/Notice";
import { Tabs } from "@/widgets/Tabs";
import css from "./Logs.module.css";
import { hrefWith, type LogsUrl } from "./url";

const BUCKETS = 80;
const HEIGHT = 92;

/** What is drawn together: nobody tells six colours apart in a bar of four pixels. */
const GROUPS: readonly { label: string; token: string; levels: readonly Level[] }[] = [
  { label: "Error", token: "--error-bar", levels: ["fatal", "error"] },
  { label: "Warning", token: "--op-tool", levels: ["warn"] },
  { label: "Info", token: "--ok-bar", levels: ["info"] },
  { label: "Other", token: "--border-strong", levels: ["debug", "trace", "unset"] },
];

const zoom = (from: number, to: number) => setRange(absoluteRange(from, to));

/** The answer in words, then its evidence over time. */
export function LogChart({ url }: { url: LogsUrl }) {
  const range = useTimeRange();
  const { data, error, dataUpdatedAt } = useQuery(logHistogramQuery(url.q, BUCKETS, range));
  const totals = useMemo(() => sum(data), [data]);
  const drawn = useMemo(
    () => [resolveTime(range.from, dataUpdatedAt), resolveTime(range.to, dataUpdatedAt)] as const,
    [range.from, range.to, dataUpdatedAt],
  );
  return (
    <section className={css.chart} aria-label="Log records over time">
      <div className={css.head}>
        {totals ? (
          <p>
            <strong>{plural(totals.all, "log record")}</strong>
            {totals.errors > 0 ? (
              <>
                ,{" "}
                <button type="button" className={css.errors} onClick={() => setSearch({ q: addTerm(url.q, "severity>=17") })}>
                  {plural(totals.errors, "error")} ({formatPercent(totals.errors, totals.all)})
                </button>
              </>
            ) : (
              totals.all > 0 && ", no errors"
            )}
          </p>
        ) : (
          <Skeleton width={180} />
        )}
        <QueryStats stats={data?.stats} />
        <Tabs
          label="View"
          current={url.view}
          tabs={[
            { id: "lines", title: "Lines", href: hrefWith({ view: null }) },
            { id: "patterns", title: "Patterns", href: hrefWith({ view: "patterns", log: null }) },
          ]}
        />
      </div>
      {error && !data && <ErrorNotice error={error} />}
      {!error && !data && <Skeleton height={HEIGHT} />}
      {data && <Bars data={data} range={drawn} />}
    </section>
  );
}

function sum(histogram: LogHistogram | undefined): { all: number; errors: number } | null {
  if (!histogram) return null;
  let [all, errors] = [0, 0];
  for (const bucket of histogram.buckets) {
    for (const level of LEVELS) all += bucket[level];
    errors += bucket.error + bucket.fatal;
  }
  return { all, errors };
}

function Bars({ data, range }: { data: LogHistogram; range: readonly [number, number] }) {
  const times = useMemo(() => data.buckets.map((bucket) => toMillis(bucket.time)), [data]);
  const series = useMemo(
    () =>
      GROUPS.map(({ label, token, levels }) => ({
        label,
        token,
        bars: true,
        values: data.buckets.map((bucket) => levels.reduce((total, level) => total + bucket[level], 0)),
      })),
    [data],
  );
  const pick = useCallback(
    (index: number) => {
      const time = times[index];
      if (time !== undefined) zoom(time, time + data.step_ms);
    },
    [times, data.step_ms],
  );
  return (
    <TimeSeries
      label="Log records over time by level. Drag to zoom."
      times={times}
      series={series}
      height={HEIGHT}
      range={range}
      format={formatCount}
      onZoom={zoom}
      onPick={pick}
    />
  );
}
