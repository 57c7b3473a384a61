// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import type { MapEdge, MapNode } from "@/api/map";
import { layoutMap } from "./layout";

const FIGURES = { calls: 10, errors: 0, p50_ms: 1, p95_ms: 2, input_tokens: 0, output_tokens: 0 };

const node = (id: string, layer: string): MapNode => ({ id, layer, ...FIGURES, entries: 0, external: false, filter: null });
const edge = (from: string, to: string): MapEdge => ({ from, to, ...FIGURES });

const columns = (nodes: MapNode[], edges: MapEdge[]) => {
  const { boxes } = layoutMap(nodes, edges);
  const xs = [...new Set(boxes.map(({ x }) => x))].sort((a, b) => a - b);
  return xs.map((x) => boxes.filter((box) => box.x === x).map((box) => box.node.id));
};

test("layers stand from left to right, whatever the order of the answer", () => {
  const nodes = [node("openai", "model_server"), node("shop", "app"), node("browser", "client"), node("gate", "ai_gateway")];
  expect(columns(nodes, [edge("browser", "shop"), edge("shop", "gate"), edge("gate", "openai")])).toEqual([
    ["browser"],
    ["shop"],
    ["gate"],
    ["openai"],
  ]);
});

test("calls within a layer go to the right as well, and a circle ends", () => {
  const nodes = [node("c", "app"), node("b", "app"), node("a", "app")];
  expect(columns(nodes, [edge("a", "b"), edge("b", "c")])).toEqual([["a"], ["b"], ["c"]]);
  expect(columns(nodes, [edge("a", "b"), edge("b", "a"), edge("a", "a")]).flat()).toHaveLength(3);
});

test("nodes stand in the order of who calls them, so that lines do not cross", () => {
  const nodes = [node("a", "app"), node("b", "app"), node("of-b", "data"), node("of-a", "data")];
  expect(columns(nodes, [edge("a", "of-a"), edge("b", "of-b")])[1]).toEqual(["of-a", "of-b"]);
});

test("boxes never overlap, and grow with the lines that end in them", () => {
  const callers = Array.from({ length: 6 }, (_, index) => node(`app-${index}`, "app"));
  const nodes = [...callers, node("db", "data"), node("cache", "data")];
  const { boxes, lines, height } = layoutMap(
    nodes,
    callers.map(({ id }) => edge(id, "db")),
  );
  const [db, cache] = ["db", "cache"].map((id) => boxes.find((box) => box.node.id === id));
  expect(db?.height).toBeGreaterThan(cache?.height ?? 0);
  expect(Math.abs((db?.y ?? 0) - (cache?.y ?? 0))).toBeGreaterThan(cache?.height ?? 0);
  expect(new Set(lines.map(({ labelY }) => labelY)).size).toBe(6);
  expect(height).toBeGreaterThan(0);
});

test("an unknown layer and an edge to nowhere are no obstacle", () => {
  const { boxes, lines } = layoutMap([node("a", "app"), node("x", "moon")], [edge("a", "x"), edge("a", "gone")]);
  expect(boxes).toHaveLength(2);
  expect(lines).toHaveLength(1);
  expect(layoutMap([], [])).toMatchObject({ boxes: [], lines: [] });
});
