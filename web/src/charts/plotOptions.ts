// SPDX-License-Identifier: Apache-2.0
import uPlot from "uplot";
import { tokenValue } from "@/base/colour";

export interface Series {
  label: string;
  /** A custom property of tokens.css. */
  token: string;
  values: readonly (number | null)[];
  bars?: boolean;
}

export interface PlotInput {
  width: number;
  height: number;
  series: readonly Series[];
  range: readonly [fromSeconds: number, toSeconds: number] | null;
  utc: boolean;
  format: (value: number) => string;
  onZoom: ((fromMs: number, toMs: number) => void) | undefined;
  onPick: ((index: number) => void) | undefined;
  onCursor: (index: number | null, left: number) => void;
  onDraw: (plot: uPlot) => void;
}

const CLICK_PIXELS = 4;
const SPARSE = 12;

/** Bars of later series stand on those of earlier ones. */
export function stack(series: readonly Series[]): (number | null)[][] {
  const sums: number[] = [];
  return series.map(({ bars, values }) => {
    if (!bars) return [...values];
    return values.map((value, index) => {
      sums[index] = (sums[index] ?? 0) + (value ?? 0);
      return sums[index] ?? 0;
    });
  });
}

export function plotOptions(input: PlotInput): uPlot.Options {
  const axis = {
    stroke: tokenValue("--faint"),
    grid: { stroke: tokenValue("--grid"), width: 1 },
    ticks: { show: false },
    font: `11px ${tokenValue("--font")}`,
  };
  const { range } = input;
  return {
    width: input.width,
    height: input.height,
    // The last label of the time axis stands half of its width beyond the plot.
    padding: [6, 18, 0, 0],
    legend: { show: false },
    cursor: {
      y: false,
      points: { show: false },
      drag: { x: input.onZoom !== undefined, y: false, setScale: false },
    },
    tzDate: (seconds) => (input.utc ? uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC") : new Date(seconds * 1000)),
    scales: {
      x: { time: true, ...(range ? { range: [range[0], range[1]] as uPlot.Range.MinMax } : {}) },
      y: { range: (_plot, _low, high) => [0, high > 0 ? high * 1.08 : 1] },
    },
    axes: [
      {
        ...axis,
        size: 24,
        space: 80,
        values: (_plot, splits, _axis, _space, increment) => clockLabels(input.utc, splits, increment),
      },
      { ...axis, size: axisSize, space: 28, values: (_plot, splits) => splits.map((value) => input.format(value)) },
    ],
    series: [{}, ...drawOrder(input.series).map(seriesOptions)],
    hooks: {
      ready: [(plot) => listenForClicks(plot, input)],
      setCursor: [(plot) => input.onCursor(plot.cursor.idx ?? null, plot.cursor.left ?? 0)],
      draw: [(plot) => input.onDraw(plot)],
      setSelect: [(plot) => onSelect(plot, input)],
    },
  };
}

const LETTER_PIXELS = 6.2;

/** Wide enough for the longest label, so that none is cut. */
function axisSize(_plot: uPlot, labels: string[] | null): number {
  const longest = Math.max(...(labels ?? []).map((label) => label.length), 4);
  return Math.ceil(longest * LETTER_PIXELS) + 14;
}

/** Stacked bars are drawn from the tallest down, so that each hides the foot of the one behind it. */
export function drawOrder<T>(series: readonly T[]): T[] {
  return [...series].reverse();
}

function seriesOptions(series: Series): uPlot.Series {
  const colour = tokenValue(series.token);
  if (!series.bars) {
    // A line through few points can have none between gaps; dots keep them visible.
    const sparse = series.values.filter((value) => value !== null).length <= SPARSE;
    return { label: series.label, stroke: colour, width: 1.5, points: { show: sparse, size: 5, fill: colour }, spanGaps: false };
  }
  const paths = uPlot.paths.bars?.({ size: [0.86, 40], align: 1 });
  return { label: series.label, fill: colour, width: 0, points: { show: false }, ...(paths ? { paths } : {}) };
}

function onSelect(plot: uPlot, input: PlotInput): void {
  const { left, width } = plot.select;
  if (width < CLICK_PIXELS) return;
  input.onZoom?.(plot.posToVal(left, "x") * 1000, plot.posToVal(left + width, "x") * 1000);
  plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
}

/** A click that did not drag means the point under it. */
function listenForClicks(plot: uPlot, input: PlotInput): void {
  let pressedAt = 0;
  plot.over.addEventListener("mousedown", (event) => (pressedAt = event.clientX));
  plot.over.addEventListener("click", (event) => {
    const { idx } = plot.cursor;
    if (idx != null && Math.abs(event.clientX - pressedAt) < CLICK_PIXELS) input.onPick?.(idx);
  });
}

function clockLabels(utc: boolean, splits: number[], increment: number): string[] {
  let shownDay = "";
  return splits.map((seconds) => {
    const plain = new Date(seconds * 1000);
    const date = utc ? uPlot.tzDate(plain, "Etc/UTC") : plain;
    const day = `${date.getMonth() + 1}-${two(date.getDate())}`;
    const clock = `${two(date.getHours())}:${two(date.getMinutes())}${increment < 60 ? `:${two(date.getSeconds())}` : ""}`;
    const isNewDay = day !== shownDay && shownDay !== "";
    shownDay = day;
    return increment >= 86_400 || isNewDay ? day : clock;
  });
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
