// SPDX-License-Identifier: Apache-2.0
import { useMemo } from "react";
import type { MapEdge, MapNode, ServiceMap } from "@/api/map";
import { formatCount, formatDuration, formatPercent } from "@/base/format";
import { layerTitle } from "@/base/layers";
import { keepRange } from "@/base/location";
import type { TimeRange } from "@/base/timeRange";
import { IconButton } from "@/widgets/Button";
import { Stat } from "@/widgets/Figures";
import { useCommands } from "@/widgets/hooks";
import { Link } from "@/widgets/Link";
import { formatRate, neighbours, remarks } from "./figures";
import css from "./Map.module.css";

interface NodePanelProps {
  node: MapNode;
  map: ServiceMap;
  seconds: number;
  /** What the map is about, for the links to its traces. */
  doors: { q: string; range: TimeRange };
  onSelect: (id: string) => void;
}

/** The chosen node, with the doors to its traces. */
export function NodePanel({ node, map, seconds, doors, onSelect }: NodePanelProps) {
  const { callers, callees } = neighbours(map.edges, node.id);
  useCommands(
    useMemo(
      () => [
        { id: "map.close", title: "Close the panel", group: "Map", shortcut: "Escape", keyOnly: true, run: () => onSelect("") },
      ],
      [onSelect],
    ),
  );
  return (
    <aside className={css.panel} aria-label={node.id}>
      <header className={css.panelHead}>
        <h2>{node.id}</h2>
        <IconButton small icon="close" label="Close (Esc)" onClick={() => onSelect("")} />
      </header>
      <p className={css.muted}>
        {layerTitle(node.layer)}
        {node.external && ": sends no spans; known by what its callers say"}
      </p>
      <Doors node={node} {...doors} />
      <dl className={css.stats}>
        <Stat label="Calls">{formatCount(node.calls)}</Stat>
        <Stat label="Rate">{formatRate(node.calls, seconds)}</Stat>
        <Stat label="Failed">{formatPercent(node.errors, node.calls)}</Stat>
        <Stat label="p50">{formatDuration(node.p50_ms)}</Stat>
        <Stat label="p95">{formatDuration(node.p95_ms)}</Stat>
        <Stat label="Tokens in → out">
          {formatCount(node.input_tokens)} → {formatCount(node.output_tokens)}
        </Stat>
        {node.entries > 0 && <Stat label="Began traces">{formatCount(node.entries)}</Stat>}
      </dl>
      <Edges title="Called by" edges={callers} nameOf={(edge) => edge.from} seconds={seconds} onSelect={onSelect} />
      <Edges title="Calls" edges={callees} nameOf={(edge) => edge.to} seconds={seconds} onSelect={onSelect} />
    </aside>
  );
}

function Doors({ node: { filter, p95_ms: p95 }, q, range }: { node: MapNode } & NodePanelProps["doors"]) {
  if (filter === null) return null;
  const within = q === "" ? "" : `(${q}) `;
  const to = (more: string) => keepRange("/traces", { q: `${within}${filter}${more}`, from: range.from, to: range.to });
  return (
    <nav className={css.doors} aria-label="Traces">
      <Link href={to("")}>Traces</Link>
      <Link href={to(" has:error")}>Failed</Link>
      {p95 !== null && <Link href={to(` duration_ms>=${Math.floor(p95)}`)}>Slower than p95</Link>}
    </nav>
  );
}

interface EdgesProps {
  title: string;
  edges: readonly MapEdge[];
  nameOf: (edge: MapEdge) => string;
  seconds: number;
  onSelect: (id: string) => void;
}

function Edges({ title, edges, nameOf, seconds, onSelect }: EdgesProps) {
  if (edges.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      <ul className={css.panelList}>
        {edges.map((edge) => (
          <li key={nameOf(edge)}>
            <button type="button" onClick={() => onSelect(nameOf(edge))}>
              {nameOf(edge)}
            </button>
            <span className={css.muted}>
              {formatRate(edge.calls, seconds)} · p95 {formatDuration(edge.p95_ms)}
              {remarks(edge) && ` · ${remarks(edge)}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
