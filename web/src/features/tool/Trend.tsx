// SPDX-License-Identifier: Apache-2.0
import { useCallback, useMemo, useState } from "react";
import type { ToolPoint } from "@/api/tools";
import { formatCount, formatDuration, plural } from "@/base/format";
import { navigate, setRange, withSearch } from "@/base/location";
import { toMillis } from "@/base/time";
import { absoluteRange, resolveTime } from "@/base/timeRange";
import type { Series } from "@/charts/plotOptions";
import { TimeSeries } from "@/charts/TimeSeries";
import { Card } from "@/widgets/Card";
import { Choice } from "@/widgets/Choice";
import { useNow, useTimeRange } from "@/widgets/hooks";
import { Skeleton } from "@/widgets/Notice";
import css from "./Tool.module.css";

const MEASURES = [
  { id: "calls", title: "Calls" },
  { id: "p95", title: "Latency" },
  { id: "tokens", title: "Tokens" },
] as const;

type Measure = (typeof MEASURES)[number]["id"];

const HEIGHT = 178;
const zoom = (from: number, to: number) => setRange(absoluteRange(from, to));

function seriesOf(points: readonly ToolPoint[], measure: Measure): Series[] {
  switch (measure) {
    case "calls":
      return [
        { label: "Failed", token: "--error-bar", bars: true, values: points.map((point) => point.errors) },
        { label: "OK", token: "--ok-bar", bars: true, values: points.map((point) => point.calls - point.errors) },
      ];
    case "p95":
      return [{ label: "p95", token: "--series-1", values: points.map((point) => point.p95_ms ?? null) }];
    case "tokens":
      return [{ label: "Tokens", token: "--tok-result", bars: true, values: points.map((point) => point.tokens ?? null) }];
  }
}

interface TrendProps {
  series: readonly ToolPoint[] | undefined;
  stepMs: number | undefined;
  filter: string;
  /** Calls without a span; nobody knows how long they took. */
  inferred: number;
  loading: boolean;
}

/** How it went over time. A point opens the traces behind it. */
export function Trend({ series, stepMs, filter, inferred, loading }: TrendProps) {
  const [measure, setMeasure] = useState<Measure>("calls");
  const range = useTimeRange();
  const now = Math.floor(useNow(60_000) / 60_000) * 60_000;
  const extent = useMemo(() => [resolveTime(range.from, now), resolveTime(range.to, now)] as const, [range, now]);
  const times = useMemo(() => (series ?? []).map(({ time }) => toMillis(time)), [series]);
  const wasCalled = (series ?? []).some(({ calls }) => calls > 0);
  const lines = useMemo(() => seriesOf(series ?? [], measure), [series, measure]);
  const pick = useCallback(
    (index: number) => {
      const from = times[index];
      if (from === undefined) return;
      const to = stepMs ? from + stepMs : (times[index + 1] ?? extent[1]);
      navigate(withSearch("/traces", new URLSearchParams({ ...absoluteRange(from, to), q: filter })));
    },
    [times, stepMs, extent, filter],
  );
  return (
    <Card title="Over time" aside={<Choice label="Measure" options={MEASURES} value={measure} onChange={setMeasure} />}>
      {loading && <Skeleton height={HEIGHT} />}
      {!loading && !wasCalled && (
        <p className={css.muted}>
          {inferred > 0
            ? `No span shows its calls; messages tell of ${plural(inferred, "call")}. Instrument the tool to see how long it takes and whether it fails.`
            : "It was not called in this time range."}
        </p>
      )}
      {wasCalled && (
        <TimeSeries
          label={`${MEASURES.find(({ id }) => id === measure)?.title} over time. Drag to zoom, click for the traces.`}
          times={times}
          series={lines}
          height={HEIGHT}
          range={extent}
          format={measure === "p95" ? formatDuration : formatCount}
          onZoom={zoom}
          onPick={pick}
        />
      )}
    </Card>
  );
}
