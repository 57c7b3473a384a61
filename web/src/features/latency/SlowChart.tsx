// SPDX-License-Identifier: Apache-2.0
import { useCallback, useMemo } from "react";
import type { CallFilter } from "@/api/latency";
import type { UsageSeries } from "@/api/types";
import type { Pinned } from "@/base/dashboard";
import { term } from "@/base/filter";
import { formatDuration } from "@/base/format";
import { navigate, setRange, withSearch } from "@/base/location";
import { toMillis } from "@/base/time";
import { absoluteRange } from "@/base/timeRange";
import type { Series } from "@/charts/plotOptions";
import { TimeSeries } from "@/charts/TimeSeries";
import { Card } from "@/widgets/Card";
import { Skeleton } from "@/widgets/Notice";
import { PinLink } from "@/widgets/PinLink";
import css from "./LatencyPage.module.css";

const HEIGHT = 150;
const zoom = (from: number, to: number) => setRange(absoluteRange(from, to));

interface SlowChartProps {
  series: readonly UsageSeries[] | undefined;
  stepMs: number;
  extent: readonly [fromMs: number, toMs: number];
  filter: CallFilter;
}

function termsOf(filter: CallFilter): string[] {
  return Object.entries(filter)
    .filter(([, value]) => value !== "")
    .map(([field, value]) => term(field, value));
}

/** The same chart as a panel of a dashboard. */
function panelOf(filter: CallFilter): Pinned {
  const only = termsOf(filter).join(" ");
  const ask = (measure: string, label: string) => ({
    source: "usage" as const,
    measure,
    label,
    ...(only ? { filter: only } : {}),
  });
  return {
    title: "How long calls took",
    kind: "lines",
    unit: "ms",
    queries: [ask("p95_ms", "p95"), ask("p50_ms", "p50"), ask("ttft_p95_ms", "first token p95")],
  };
}

/** How long calls took over time. Dragging asks why in a part of it. */
export function SlowChart({ series, stepMs, extent, filter }: SlowChartProps) {
  const points = useMemo(() => series?.flatMap((one) => one.points).sort(([a], [b]) => a.localeCompare(b)), [series]);
  const times = useMemo(() => points?.map(([time]) => toMillis(time)) ?? [], [points]);
  const lines = useMemo<Series[]>(
    () => [
      { label: "p95", token: "--series-2", values: points?.map(([, point]) => point.p95_ms ?? null) ?? [] },
      { label: "p50", token: "--series-1", values: points?.map(([, point]) => point.p50_ms ?? null) ?? [] },
      { label: "first token p95", token: "--series-4", values: points?.map(([, point]) => point.ttft_p95_ms ?? null) ?? [] },
    ],
    [points],
  );
  const pick = useCallback(
    (index: number) => {
      const from = times[index];
      if (from === undefined) return;
      const q = ["llm_calls>0", ...termsOf(filter)].join(" ");
      navigate(withSearch("/traces", new URLSearchParams({ ...absoluteRange(from, from + stepMs), q, sort: "-duration_ms" })));
    },
    [times, stepMs, filter],
  );
  return (
    <Card
      title="How long calls took"
      note="Drag to ask about a part, click for the traces"
      aside={
        <>
          <ul className={css.legend}>
            {lines.map(({ label, token }) => (
              <li key={label}>
                <i style={{ background: `var(${token})` }} />
                {label}
              </li>
            ))}
          </ul>
          <PinLink panel={panelOf(filter)} />
        </>
      }
    >
      {points ? (
        <TimeSeries
          label="How long calls took over time. Drag to zoom, click for the traces."
          times={times}
          series={lines}
          height={HEIGHT}
          range={extent}
          format={formatDuration}
          onZoom={zoom}
          onPick={pick}
        />
      ) : (
        <Skeleton height={HEIGHT} />
      )}
    </Card>
  );
}
