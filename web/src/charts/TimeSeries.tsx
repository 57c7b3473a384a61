// SPDX-License-Identifier: Apache-2.0
import { useEffect, useMemo, useRef, useState } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { formatDateTime, fromMillis } from "@/base/time";
import { usePreference, useShownTheme } from "@/widgets/hooks";
import { Link } from "@/widgets/Link";
import { MomentMarks, type PlacedMoment } from "./MomentMarks";
import type { Moment } from "./moments";
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
  /** Single measurements, each a door. */
  marks?: readonly Mark[];
  /** What happened meanwhile. */
  moments?: readonly Moment[];
}

export interface Mark {
  timeMs: number;
  /** Null stands at the foot of the chart. */
  value: number | null;
  title: string;
  href: string;
}

const NO_MARKS: readonly Mark[] = [];
const NO_MOMENTS: readonly Moment[] = [];

/** Lines and stacked bars over time. Dragging zooms, a click opens what is behind a point. */
export function TimeSeries({
  label,
  times,
  series,
  height = 120,
  range,
  format,
  onZoom,
  onPick,
  marks = NO_MARKS,
  moments = NO_MOMENTS,
}: TimeSeriesProps) {
  const host = useRef<HTMLDivElement>(null);
  const width = useElementWidth(host);
  const theme = useShownTheme();
  const zone = usePreference("zone");
  const [cursor, setCursor] = useState<{ index: number; left: number } | null>(null);
  const [placed, setPlaced] = useState<readonly PlacedMark[]>([]);
  const [happened, setHappened] = useState<readonly PlacedMoment[]>([]);
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
      onDraw: (plot) => {
        setPlaced(placeMarks(plot, marks));
        setHappened(placeMoments(plot, moments));
      },
      onCursor: (index, left) => setCursor(index === null || left < 0 ? null : { index, left }),
    });
    const plot = new uPlot(options, data, host.current);
    return () => plot.destroy();
    // The theme is not read here, but the colours taken from the tokens are those of the theme.
  }, [width, height, data, series, from, to, zone, format, onZoom, onPick, marks, moments, theme]);

  const time = cursor ? times[cursor.index] : undefined;
  return (
    <div className={css.frame} style={{ height }}>
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
      <MomentMarks placed={happened} />
      {placed.map(({ mark, left, top }) => (
        <Link
          key={`${mark.timeMs} ${mark.href}`}
          className={css.mark}
          style={{ left, top }}
          href={mark.href}
          title={mark.title}
          aria-label={mark.title}
        />
      ))}
    </div>
  );
}

interface PlacedMark {
  mark: Mark;
  left: number;
  top: number;
}

/** Marks in sight; what is higher than the chart stands at its top. */
function placeMarks(plot: uPlot, marks: readonly Mark[]): PlacedMark[] {
  const { offsetLeft, offsetTop, clientWidth, clientHeight } = plot.over;
  return marks.flatMap((mark) => {
    const left = plot.valToPos(mark.timeMs / 1000, "x");
    if (left < 0 || left > clientWidth) return [];
    const top = mark.value === null ? clientHeight : plot.valToPos(mark.value, "y");
    return [{ mark, left: offsetLeft + left, top: offsetTop + Math.min(clientHeight, Math.max(0, top)) }];
  });
}

/** Moments in sight; one that lasts reaches as far as the chart does. */
function placeMoments(plot: uPlot, moments: readonly Moment[]): PlacedMoment[] {
  const { offsetLeft, offsetTop, clientWidth, clientHeight } = plot.over;
  return moments.flatMap((moment) => {
    const left = plot.valToPos(moment.fromMs / 1000, "x");
    const right = moment.toMs === null ? left : plot.valToPos(moment.toMs / 1000, "x");
    if (right < 0 || left > clientWidth) return [];
    const begin = Math.max(0, left);
    const width = Math.min(clientWidth, right) - begin;
    return [{ moment, left: offsetLeft + begin, width, top: offsetTop, height: clientHeight }];
  });
}
