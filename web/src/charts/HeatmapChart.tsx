// SPDX-License-Identifier: Apache-2.0
import { useEffect, useRef, useState, type PointerEvent } from "react";
import { tokenValue } from "@/base/colour";
import { formatDuration, plural } from "@/base/format";
import { formatTime, fromMillis, type Zone } from "@/base/time";
import { usePreference, useShownTheme } from "@/widgets/hooks";
import css from "./HeatmapChart.module.css";
import { useElementWidth } from "./useElementSize";

interface HeatmapProps {
  label: string;
  from: number;
  to: number;
  stepMs: number;
  boundsMs: readonly number[];
  cells: readonly (readonly [column: number, row: number, count: number])[];
  height: number;
  onSelect: (area: { from: number; to: number; lowMs: number; highMs: number; moved: boolean }) => void;
}

const AXIS = 52;
const FOOT = 20;
const TICK_PIXELS = 110;

interface Point {
  x: number;
  y: number;
}

/** Durations over time. A click asks for one cell, a drag for a rectangle of time and duration. */
export function HeatmapChart({ label, from, to, stepMs, boundsMs, cells, height, onSelect }: HeatmapProps) {
  const host = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = useElementWidth(host);
  const theme = useShownTheme();
  const zone = usePreference("zone");
  const [hover, setHover] = useState<Point | null>(null);
  const [start, setStart] = useState<Point | null>(null);

  const columns = Math.max(1, Math.ceil((to - from) / stepMs));
  const rows = Math.max(1, boundsMs.length - 1);
  const cellWidth = (width - AXIS) / columns;
  const cellHeight = (height - FOOT) / rows;

  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context || !canvas.current || width === 0) return;
    const scale = window.devicePixelRatio;
    canvas.current.width = width * scale;
    canvas.current.height = height * scale;
    context.scale(scale, scale);
    const most = Math.max(...cells.map(([, , count]) => count), 1);
    const [low, high] = [tokenValue("--heat-low"), tokenValue("--heat-high")];
    for (const [column, row, count] of cells) {
      const weight = Math.round(100 * Math.sqrt(count / most));
      context.fillStyle = `color-mix(in oklab, ${high} ${weight}%, ${low})`;
      context.fillRect(
        AXIS + column * cellWidth,
        (rows - 1 - row) * cellHeight,
        Math.max(cellWidth - 1, 1),
        Math.max(cellHeight - 1, 1),
      );
    }
    drawAxes(context, { width, height, from, to, zone, boundsMs, rows, cellHeight });
  }, [width, height, from, to, cells, boundsMs, cellWidth, cellHeight, rows, theme, zone]);

  const place = (event: PointerEvent): Point => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: Math.max(AXIS, event.clientX - box.left), y: Math.max(0, Math.min(height - FOOT, event.clientY - box.top)) };
  };
  const columnAt = (x: number) => Math.min(columns - 1, Math.floor((x - AXIS) / cellWidth));
  const rowAt = (y: number) => Math.max(0, rows - 1 - Math.floor(y / cellHeight));

  const finish = (end: Point) => {
    if (!start) return;
    const [left, right] = [columnAt(Math.min(start.x, end.x)), columnAt(Math.max(start.x, end.x))];
    const [low, high] = [rowAt(Math.max(start.y, end.y)), rowAt(Math.min(start.y, end.y))];
    const moved = Math.abs(start.x - end.x) + Math.abs(start.y - end.y) > 4;
    setStart(null);
    onSelect({
      from: from + left * stepMs,
      to: from + (right + 1) * stepMs,
      lowMs: boundsMs[low] ?? 0,
      highMs: boundsMs[high + 1] ?? Infinity,
      moved,
    });
  };

  const hovered = hover ? cells.find(([column, row]) => column === columnAt(hover.x) && row === rowAt(hover.y)) : undefined;
  return (
    <div
      ref={host}
      className={css.host}
      style={{ height }}
      role="img"
      aria-label={label}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setStart(place(event));
      }}
      onPointerMove={(event) => setHover(place(event))}
      onPointerLeave={() => setHover(null)}
      onPointerUp={(event) => finish(place(event))}
    >
      <canvas ref={canvas} style={{ width, height }} />
      {start && hover && (
        <div
          className={css.selection}
          style={{
            left: Math.min(start.x, hover.x),
            top: Math.min(start.y, hover.y),
            width: Math.abs(start.x - hover.x),
            height: Math.abs(start.y - hover.y),
          }}
        />
      )}
      {hover && hovered && (
        <div className={css.tip} style={hover.x > width / 2 ? { right: width - hover.x + 8 } : { left: hover.x + 8 }}>
          {plural(hovered[2], "trace")}, {formatDuration(boundsMs[hovered[1]])} – {formatDuration(boundsMs[hovered[1] + 1])}
        </div>
      )}
    </div>
  );
}

interface Axes {
  width: number;
  height: number;
  from: number;
  to: number;
  zone: Zone;
  boundsMs: readonly number[];
  rows: number;
  cellHeight: number;
}

function drawAxes(context: CanvasRenderingContext2D, { width, height, from, to, zone, boundsMs, rows, cellHeight }: Axes): void {
  context.fillStyle = tokenValue("--faint");
  context.font = `11px ${tokenValue("--font")}`;
  context.textAlign = "right";
  const every = Math.max(1, Math.ceil(18 / cellHeight));
  for (let row = 0; row < rows; row += every)
    context.fillText(formatDuration(boundsMs[row]), AXIS - 6, (rows - row) * cellHeight - 1);
  context.textAlign = "center";
  const ticks = Math.max(1, Math.floor((width - AXIS) / TICK_PIXELS));
  for (let tick = 0; tick < ticks; tick++) {
    const share = (tick + 0.5) / ticks;
    const text = formatTime(fromMillis(from + share * (to - from)), zone, to).replace(/:\d\d(\.\d+)?$/, "");
    context.fillText(text, AXIS + share * (width - AXIS), height - 4);
  }
}
