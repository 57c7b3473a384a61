// SPDX-License-Identifier: Apache-2.0
import type { MapEdge, MapNode, ServiceMap } from "@/api/map";
import { formatDuration } from "@/base/format";
import { LAYERS, layerColour, layerTitle } from "@/base/layers";
import { formatRate, inReadingOrder, isIll, neighbours, remarks } from "./figures";
import css from "./Map.module.css";

const ORDER = LAYERS.map(([id]) => id);

interface MapListProps {
  map: ServiceMap;
  seconds: number;
  selected: string;
  onSelect: (id: string) => void;
}

/** The map in words: each service and what it calls. For narrow screens, for screen readers, and for reading. */
export function MapList({ map, seconds, selected, onSelect }: MapListProps) {
  return (
    <ul className={css.list} aria-label="Services and what they call">
      {inReadingOrder(map.nodes, ORDER).map((node) => (
        <li key={node.id}>
          <button
            type="button"
            className={`${css.entry} ${node.id === selected ? css.selected : ""}`}
            style={{ borderLeftColor: layerColour(node.layer) }}
            aria-pressed={node.id === selected}
            onClick={() => onSelect(node.id === selected ? "" : node.id)}
          >
            <span className={css.name}>{node.id}</span>
            <span className={css.layer}>
              {layerTitle(node.layer)}
              {node.external && " · no spans"}
            </span>
            <NodeLine node={node} seconds={seconds} />
          </button>
          <Calls edges={neighbours(map.edges, node.id).callees} seconds={seconds} />
        </li>
      ))}
    </ul>
  );
}

function NodeLine({ node, seconds }: { node: MapNode; seconds: number }) {
  if (node.calls === 0) return null;
  return (
    <span className={css.figures}>
      {formatRate(node.calls, seconds)} · p95 {formatDuration(node.p95_ms)}
    </span>
  );
}

function Calls({ edges, seconds }: { edges: readonly MapEdge[]; seconds: number }) {
  if (edges.length === 0) return null;
  return (
    <ul className={css.calls}>
      {edges.map((edge) => (
        <li key={edge.to} className={isIll(edge) ? css.illText : undefined}>
          <span>calls {edge.to}</span>
          <span>
            {formatRate(edge.calls, seconds)} · p95 {formatDuration(edge.p95_ms)}
            {remarks(edge) && ` · ${remarks(edge)}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
