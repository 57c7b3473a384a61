// SPDX-License-Identifier: Apache-2.0
import { useEffect, useMemo, useRef, useState } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { formatDateTime, fromMillis } from "@/base/time";
import { usePreference, useShownTheme } from "@/widgets/hooks";
import { drawOrder, plotOptions, stack, type Series } from "./plotOptions";
import css from "./TimeSeries.module.css";
import { useElementWidth } from "./useElementSize";

interface TimeSeriesProps {
  label: string;
  /** Unix milliseconds, rising. */
  times: readonly number[];
  series: readonly Series[];
  height?: number;
  range?: readonly [fromMs: number, toMs: number];
  format: (value: number) => string;
  onZoom?: (fromMs: number, toMs: number) => void;
  onPick?: (index: number) => void;
}

/** Lines and stacked bars over time. Dragging zooms, a click opens what is behind a point. */
export function TimeSeries({ label, times, series, height = 120, range, format, onZoom, onPick }: TimeSeriesProps) {
  const host = useRef<HTMLDivElement>(null);
  const width = useElementWidth(host);
  const theme = useShownTheme();
  const zone = usePreference("zone");
  const [cursor, setCursor] = useState<{ index: number; left: number } | null>(null);
  const [from, to] = range ?? [null, null];

  const data = useMemo<uPlot.AlignedData>(
    () => [times.map((time) => time / 1000), ...drawOrder(stack(series))] as uPlot.AlignedData,
    [times, series],
  );

  useEffect(() => {
    if (!host.current || width === 0) return;
    const options = plotOptions({
      width,
      height,
      series,
      range: from !== null && to !== null ? [from / 1000, to / 1000] : null,
      utc: zone === "utc",
      format,
      onZoom,
      onPick,
      onCursor: (index, left) => setCursor(index === null || left < 0 ? null : { index, left }),
    });
    const plot = new uPlot(options, data, host.current);
    return () => plot.destroy();
    // The theme is not read here, but the colours taken from the tokens are those of the theme.
  }, [width, height, data, series, from, to, zone, format, onZoom, onPick, theme]);

  const time = cursor ? times[cursor.index] : undefined;
  return (
    <div ref={host} className={css.chart} style={{ height }} role="img" aria-label={label}>
      {cursor && time !== undefined && (
        <div
          className={css.tip}
          style={cursor.left > width / 2 ? { right: width - cursor.left - 36 } : { left: cursor.left + 64 }}
        >
          <div>{formatDateTime(fromMillis(time), zone)}</div>
          {series.map((one) => (
            <div key={one.label}>
              <span className={css.swatch} style={{ background: `var(${one.token})` }} />
              {one.label} {format(one.values[cursor.index] ?? Number.NaN)}
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
