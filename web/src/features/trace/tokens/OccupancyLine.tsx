// SPDX-License-Identifier: Apache-2.0
import type { Bin } from "./bins";
import css from "./CallChart.module.css";

interface OccupancyLineProps {
  bins: readonly Bin[];
  pitch: number;
  width: number;
  height: number;
}

const DOTS_UP_TO = 60;

/** How full each call made the context window: the scale is that of the right axis. */
export function OccupancyLine({ bins, pitch, width, height }: OccupancyLineProps) {
  const points = bins.flatMap((bin, index) =>
    bin.occupancy === null
      ? []
      : [{ index, agent: agentOf(bin), x: (index + 0.5) * pitch, y: height * (1 - Math.min(1, bin.occupancy)) }],
  );
  if (points.length === 0 || width === 0) return null;
  // Each agent has a context of its own: a sub-agent's call in between is not an emptied window.
  const paths = new Map<string, string>();
  for (const { agent, x, y } of points) {
    const step = `${paths.has(agent) ? "L" : "M"}${x.toFixed(1)},${y.toFixed(1)}`;
    paths.set(agent, (paths.get(agent) ?? "") + step);
  }
  const path = [...paths.values()].join("");
  return (
    <svg className={css.line} width={width} height={height} aria-hidden="true">
      <path d={path} className={css.halo} />
      <path d={path} className={css.stroke} />
      {points.length <= DOTS_UP_TO && points.map(({ index, x, y }) => <circle key={index} cx={x} cy={y} r={3} />)}
    </svg>
  );
}

function agentOf(bin: Bin): string {
  const agents = new Set(bin.calls.map((call) => call.agent ?? ""));
  return agents.size === 1 ? ([...agents][0] ?? "") : "";
}
