// SPDX-License-Identifier: Apache-2.0
import { useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import { navigate } from "@/base/location";
import { axisSteps } from "./axis";
import css from "./ScatterPlot.module.css";
import { useElementWidth } from "./useElementSize";

export interface ScatterPoint {
  x: number;
  y: number;
  /** A custom property of tokens.css. */
  token: string;
  shape: "circle" | "square" | "diamond" | "triangle";
  /** What it is, line by line. */
  about: readonly string[];
  href: string;
}

interface ScatterPlotProps {
  label: string;
  /** In the order in which arrow keys go through them. */
  points: readonly ScatterPoint[];
  /** What is expected at any x. */
  lineAt: (x: number) => number;
  /** How far above the line is still usual. */
  band: number;
  xTitle: string;
  formatX: (value: number) => string;
  formatY: (value: number) => string;
  /** Points above stand at the top. */
  most?: number | undefined;
}

const HEIGHT = 280;
const LEFT = 60;
const RIGHT = 20;
const BOTTOM = 36;
const TOP = 8;
const REACH = 14;
const LINE_POINTS = 60;

const SHAPES = {
  circle: "M3,0A3,3 0 1 1 -3,0A3,3 0 1 1 3,0Z",
  square: "M-3,-3H3V3H-3Z",
  diamond: "M0,-4.200L4.200,0L0,4.200L-4.200,0Z",
  triangle: "M0,-4L4,3.200H-4Z",
} as const;

/** Points about a line. Each is a door: by pointer, or by arrow keys and Enter. */
export function ScatterPlot({ label, points, lineAt, band, xTitle, formatX, formatY, most }: ScatterPlotProps) {
  const host = useRef<HTMLDivElement>(null);
  const width = useElementWidth(host);
  const [active, setActive] = useState<number | null>(null);
  const steps = useMemo(() => {
    const right = axisSteps(Math.max(...points.map((point) => point.x), 1), width < 480 ? 3 : 7);
    const high = Math.max(...points.map((point) => point.y), lineAt(right.at(-1) ?? 1) + band);
    return { x: right, y: axisSteps(Math.min(high, most ?? Number.POSITIVE_INFINITY), 5) };
  }, [points, lineAt, band, most, width]);
  const [right, high] = [steps.x.at(-1) ?? 1, steps.y.at(-1) ?? 1];
  const plotWidth = Math.max(0, width - LEFT - RIGHT);
  const plotHeight = HEIGHT - TOP - BOTTOM;
  const xOf = (x: number) => LEFT + (plotWidth * x) / right;
  const yOf = (y: number) => TOP + plotHeight * (1 - Math.min(y, high) / high);

  const marks = useMemo(
    () =>
      points.map(({ x, y, token, shape }, index) => (
        <path
          key={index}
          d={SHAPES[shape]}
          transform={`translate(${xOf(x).toFixed(1)},${yOf(y).toFixed(1)})`}
          style={{ fill: `var(${token})` }}
        />
      )),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the scales follow from these
    [points, plotWidth, right, high],
  );

  const onPointer = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const [px, py] = [event.clientX - box.left, event.clientY - box.top];
    let best: number | null = null;
    let distance = REACH * REACH;
    for (const [index, point] of points.entries()) {
      const d = (xOf(point.x) - px) ** 2 + (yOf(point.y) - py) ** 2;
      if (d < distance) [best, distance] = [index, d];
    }
    setActive(best);
  };
  const onKey = (event: KeyboardEvent) => {
    const at = active ?? -1;
    const target = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: points.length - 1 }[event.key];
    const chosen = active === null ? undefined : points[active];
    if (target !== undefined) setActive(Math.max(0, Math.min(points.length - 1, target)));
    else if (event.key === "Enter" && chosen) navigate(chosen.href);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const shown = active === null ? undefined : points[active];
  const curve = Array.from({ length: LINE_POINTS + 1 }, (_, index) => (right * index) / LINE_POINTS);
  const edge = (values: readonly number[], above: number) =>
    values.map((x) => `${xOf(x).toFixed(1)},${yOf(Math.max(0, lineAt(x) + above)).toFixed(1)}`);
  return (
    <div
      ref={host}
      className={`${css.plot} ${shown ? css.over : ""}`}
      style={{ height: HEIGHT }}
      role="group"
      tabIndex={0}
      aria-label={label}
      onPointerMove={onPointer}
      onPointerLeave={() => setActive(null)}
      onKeyDown={onKey}
      onBlur={() => setActive(null)}
      onClick={() => shown && navigate(shown.href)}
    >
      {width > 0 && (
        <svg width={width} height={HEIGHT} aria-hidden="true">
          {steps.y.map((step) => (
            <g key={step}>
              <line className={css.grid} x1={LEFT} x2={width - RIGHT} y1={yOf(step)} y2={yOf(step)} />
              <text x={LEFT - 8} y={yOf(step) + 4} textAnchor="end">
                {formatY(step)}
              </text>
            </g>
          ))}
          {steps.x.map((step) => (
            <text key={step} x={xOf(step)} y={HEIGHT - BOTTOM + 14} textAnchor="middle">
              {formatX(step)}
            </text>
          ))}
          <text x={LEFT + plotWidth / 2} y={HEIGHT - 4} textAnchor="middle">
            {xTitle}
          </text>
          <polygon className={css.band} points={[...edge(curve, band), ...edge([...curve].reverse(), -band)].join(" ")} />
          <g className={css.points}>{marks}</g>
          <polyline className={css.line} points={edge(curve, 0).join(" ")} />
          {shown && <circle className={css.ring} cx={xOf(shown.x)} cy={yOf(shown.y)} r={7} />}
        </svg>
      )}
      <div aria-live="polite">
        {shown && (
          <div
            className={css.tip}
            style={{
              top: Math.min(yOf(shown.y) + 12, HEIGHT - 110),
              ...(xOf(shown.x) > width / 2 ? { right: width - xOf(shown.x) + 12 } : { left: xOf(shown.x) + 12 }),
            }}
          >
            {shown.about.map((line) => (
              <div key={line}>{line}</div>
            ))}
          </div>
        )}
      </div>
    </div>
  );
}
