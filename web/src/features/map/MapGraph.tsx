// SPDX-License-Identifier: Apache-2.0
import { useMemo } from "react";
import type { MapNode, ServiceMap } from "@/api/map";
import { formatDuration, formatPercent } from "@/base/format";
import { layerColour, layerTitle } from "@/base/layers";
import { formatRate, isIll, remarks } from "./figures";
import { BOX_WIDTH, layoutMap, type Box, type Line } from "./layout";
import css from "./Map.module.css";

interface MapGraphProps {
  map: ServiceMap;
  seconds: number;
  selected: string;
  onSelect: (id: string) => void;
}

/** With more lines than this, figures stand only on those of the chosen node. */
const MAX_LABELS = 40;

/** The map as a drawing. Nodes are buttons; what the lines say is read out in the list and in the panel. */
export function MapGraph({ map, seconds, selected, onSelect }: MapGraphProps) {
  const layout = useMemo(() => layoutMap(map.nodes, map.edges), [map]);
  const isNear = ({ edge }: Line) => edge.from === selected || edge.to === selected;
  return (
    <div className={css.scroller} role="group" aria-label="Service map" tabIndex={0}>
      <div className={css.canvas} style={{ width: layout.width, height: layout.height }}>
        <svg width={layout.width} height={layout.height} aria-hidden="true">
          <defs>
            {["plain", "ill", "near"].map((look) => (
              <marker
                key={look}
                id={`arrow-${look}`}
                viewBox="0 0 8 8"
                refX="7"
                refY="4"
                markerWidth="8"
                markerHeight="8"
                orient="auto"
                markerUnits="userSpaceOnUse"
              >
                <path d="M0 0L8 4L0 8z" className={css[`arrow-${look}`]} />
              </marker>
            ))}
          </defs>
          {layout.lines.map((line) => (
            <EdgeLine
              key={`${line.edge.from} ${line.edge.to}`}
              line={line}
              near={isNear(line)}
              faded={selected !== "" && !isNear(line)}
            />
          ))}
          {layout.lines
            .filter((line) => layout.lines.length <= MAX_LABELS || isNear(line))
            .map((line) => (
              <EdgeLabel key={`${line.edge.from} ${line.edge.to}`} line={line} seconds={seconds} />
            ))}
        </svg>
        {layout.boxes.map((box) => (
          <NodeBox key={box.node.id} box={box} seconds={seconds} selected={box.node.id === selected} onSelect={onSelect} />
        ))}
      </div>
    </div>
  );
}

function EdgeLine({ line, near, faded }: { line: Line; near: boolean; faded: boolean }) {
  const look = near ? "near" : isIll(line.edge) ? "ill" : "plain";
  return (
    <path
      d={line.path}
      className={`${css.line} ${css[look]} ${faded ? css.faded : ""}`}
      strokeWidth={1 + Math.min(3, Math.log10(Math.max(1, line.edge.calls)) * 0.7)}
      markerEnd={`url(#arrow-${look})`}
    />
  );
}

function EdgeLabel({ line: { edge, labelX, labelY }, seconds }: { line: Line; seconds: number }) {
  return (
    <g className={css.label}>
      <text x={labelX} y={labelY - 5} textAnchor="end">
        {formatRate(edge.calls, seconds)} · {formatDuration(edge.p95_ms)}
      </text>
      <text x={labelX} y={labelY + 13} textAnchor="end" className={isIll(edge) ? css.illText : undefined}>
        {remarks(edge)}
      </text>
    </g>
  );
}

interface NodeBoxProps {
  box: Box;
  seconds: number;
  selected: boolean;
  onSelect: (id: string) => void;
}

function NodeBox({ box: { node, x, y, height }, seconds, selected, onSelect }: NodeBoxProps) {
  return (
    <button
      type="button"
      className={`${css.box} ${node.external ? css.external : ""} ${selected ? css.selected : ""}`}
      style={{ left: x, top: y, width: BOX_WIDTH, height, borderLeftColor: layerColour(node.layer) }}
      aria-pressed={selected}
      title={node.external ? `${node.id}: sends no spans of its own` : node.id}
      onClick={() => onSelect(selected ? "" : node.id)}
    >
      <span className={css.name}>{node.id}</span>
      <span className={css.layer}>
        {layerTitle(node.layer)}
        {node.external && " · no spans"}
      </span>
      <NodeFigures node={node} seconds={seconds} />
    </button>
  );
}

function NodeFigures({ node, seconds }: { node: MapNode; seconds: number }) {
  if (node.calls === 0) return null;
  return (
    <span className={css.figures}>
      {formatRate(node.calls, seconds)} · p95 {formatDuration(node.p95_ms)}
      {node.errors > 0 && (
        <span className={isIll(node) ? css.illText : undefined}> · {formatPercent(node.errors, node.calls)}</span>
      )}
    </span>
  );
}
