// SPDX-License-Identifier: Apache-2.0
import type { MapEdge, MapNode } from "@/api/map";

/** A node as it is drawn; pixels. */
export interface Box {
  node: MapNode;
  x: number;
  y: number;
  height: number;
}

/** An edge as it is drawn: a path, and where its figures stand. */
export interface Line {
  edge: MapEdge;
  path: string;
  labelX: number;
  labelY: number;
}

export interface Layout {
  boxes: Box[];
  lines: Line[];
  width: number;
  height: number;
}

export const BOX_WIDTH = 176;
const BOX_HEIGHT = 62;
/** Between the figures of two edges that end in one node. */
const PORT_GAP = 32;
const COLUMN_GAP = 176;
const ROW_GAP = 26;
const MARGIN = 20;
const SWEEPS = 4;

/** Layers that stand in one column, from left to right, and from top to bottom within one. */
const COLUMNS: readonly (readonly string[])[] = [
  ["client"],
  ["api_gateway"],
  ["app"],
  ["ai_gateway", "tool"],
  ["model_server", "data", "infra"],
];

/** Places the map: a column for each layer, and for each step of calls within one; few crossings. */
export function layoutMap(nodes: readonly MapNode[], edges: readonly MapEdge[]): Layout {
  const known = new Set(nodes.map((node) => node.id));
  const drawn = edges.filter((edge) => edge.from !== edge.to && known.has(edge.from) && known.has(edge.to));
  const columns = untangle(columnsOf(nodes, drawn), drawn);
  const boxes = placeBoxes(columns, drawn);
  const height = Math.max(0, ...boxes.map((box) => box.y + box.height)) + MARGIN;
  const width = MARGIN * 2 + columns.length * BOX_WIDTH + Math.max(0, columns.length - 1) * COLUMN_GAP;
  return { boxes, lines: placeLines(boxes, drawn), width, height };
}

function columnsOf(nodes: readonly MapNode[], edges: readonly MapEdge[]): MapNode[][] {
  const columns: MapNode[][] = [];
  for (const layers of COLUMNS) {
    const members = nodes.filter((node) => layers.includes(node.layer) || (layers.includes("infra") && !isPlaced(node)));
    const depths = depthsWithin(members, edges);
    const steps = Math.max(-1, ...depths.values()) + 1;
    for (let step = 0; step < steps; step++) {
      const column = members.filter((node) => depths.get(node.id) === step);
      columns.push(column.sort((a, b) => layers.indexOf(a.layer) - layers.indexOf(b.layer)));
    }
  }
  return columns;
}

const isPlaced = (node: MapNode) => COLUMNS.some((layers) => layers.includes(node.layer));

/** How many calls lie before a node within its layer; a call that closes a circle does not count. */
function depthsWithin(members: readonly MapNode[], edges: readonly MapEdge[]): Map<string, number> {
  const layers = new Map(members.map((node) => [node.id, node.layer]));
  const callers = new Map<string, string[]>();
  for (const { from, to } of edges) {
    if (layers.has(from) && layers.get(from) === layers.get(to)) callers.set(to, [...(callers.get(to) ?? []), from]);
  }
  const depths = new Map<string, number>();
  const open = new Set<string>();
  const depthOf = (id: string): number => {
    const done = depths.get(id);
    if (done !== undefined) return done;
    if (open.has(id)) return -1;
    open.add(id);
    const depth = Math.max(-1, ...(callers.get(id) ?? []).map(depthOf)) + 1;
    open.delete(id);
    depths.set(id, depth);
    return depth;
  };
  for (const node of members) depthOf(node.id);
  return depths;
}

/** Orders each column by the middle of its callers, then of what it calls, and again, layers staying together. */
function untangle(columns: MapNode[][], edges: readonly MapEdge[]): MapNode[][] {
  const rows = new Map<string, number>();
  const number = () => {
    for (const column of columns) column.forEach((node, row) => rows.set(node.id, row - (column.length - 1) / 2));
  };
  number();
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const forward = sweep % 2 === 0;
    for (const column of forward ? columns : [...columns].reverse()) {
      const middles = new Map(column.map(({ id }) => [id, middle(id, neighbours(id, edges, forward), rows)]));
      const layers = [...new Set(column.map((node) => node.layer))];
      column.sort(
        (a, b) => layers.indexOf(a.layer) - layers.indexOf(b.layer) || (middles.get(a.id) ?? 0) - (middles.get(b.id) ?? 0),
      );
      number();
    }
  }
  return columns;
}

function neighbours(id: string, edges: readonly MapEdge[], callers: boolean): string[] {
  return callers
    ? edges.filter((edge) => edge.to === id).map((edge) => edge.from)
    : edges.filter((edge) => edge.from === id).map((edge) => edge.to);
}

function middle(id: string, near: readonly string[], rows: ReadonlyMap<string, number>): number {
  if (near.length === 0) return rows.get(id) ?? 0;
  return near.reduce((sum, other) => sum + (rows.get(other) ?? 0), 0) / near.length;
}

function placeBoxes(columns: readonly MapNode[][], edges: readonly MapEdge[]): Box[] {
  const heightOf = (node: MapNode) => Math.max(BOX_HEIGHT, edges.filter(({ to }) => to === node.id).length * PORT_GAP);
  const columnHeight = (column: readonly MapNode[]) => column.reduce((sum, node) => sum + heightOf(node) + ROW_GAP, -ROW_GAP);
  const tallest = Math.max(0, ...columns.map(columnHeight));
  return columns.flatMap((column, index) => {
    let y = MARGIN + (tallest - columnHeight(column)) / 2;
    return column.map((node) => {
      const box = { node, x: MARGIN + index * (BOX_WIDTH + COLUMN_GAP), y, height: heightOf(node) };
      y += box.height + ROW_GAP;
      return box;
    });
  });
}

function placeLines(boxes: readonly Box[], edges: readonly MapEdge[]): Line[] {
  const byId = new Map(boxes.map((box) => [box.node.id, box]));
  const yOf = (id: string) => byId.get(id)?.y ?? 0;
  return edges.flatMap((edge) => {
    const from = byId.get(edge.from);
    const to = byId.get(edge.to);
    if (!from || !to) return [];
    // Lines leave and arrive in the order of what is at their other end, so that they do not cross at the box.
    const leaving = edges.filter((other) => other.from === edge.from).sort((a, b) => yOf(a.to) - yOf(b.to));
    const arriving = edges.filter((other) => other.to === edge.to).sort((a, b) => yOf(a.from) - yOf(b.from));
    const startY = from.y + (from.height * (leaving.indexOf(edge) + 1)) / (leaving.length + 1);
    const endY = to.y + (to.height * (arriving.indexOf(edge) + 0.5)) / arriving.length;
    return [{ edge, ...curve(from.x, startY, to.x, endY) }];
  });
}

function curve(fromX: number, startY: number, toX: number, endY: number): Omit<Line, "edge"> {
  if (toX > fromX) {
    const startX = fromX + BOX_WIDTH;
    const bend = Math.min(90, (toX - startX) / 2);
    // Straight for the length of the figures, which stand on it.
    const path = `M${startX} ${startY}C${startX + bend} ${startY} ${toX - 130 - bend / 2} ${endY} ${toX - 116} ${endY}L${toX} ${endY}`;
    return { path, labelX: toX - 10, labelY: endY };
  }
  // Back, or within a column: around the right of both.
  const startX = fromX + BOX_WIDTH;
  const endX = toX + BOX_WIDTH;
  const path = `M${startX} ${startY}C${startX + 80} ${startY} ${endX + 80} ${endY} ${endX} ${endY}`;
  return { path, labelX: endX + 118, labelY: endY };
}
