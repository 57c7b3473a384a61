// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { span } from "./fixtures";
import { groupKey, linesMoved, matchesText, reveal, visibleRows, type FoldState } from "./rows";
import { buildTree } from "./tree";

const NONE: FoldState = { folded: new Set(), opened: new Set() };
const searches = Array.from({ length: 12 }, (_, index) => span(`t${index}`, "root", 10 * index, 5, { name: "search_docs" }));
const tree = buildTree([
  span("root", null, 0, 200),
  span("plan", "root", 150, 3),
  ...searches,
  span("below", "t3", 31, 1, { status: "error" }),
]);

it("folds repeated siblings into one line", () => {
  const rows = visibleRows(tree, NONE);
  expect(rows.map((row) => (row.kind === "group" ? `${row.name} ×${row.members.length}` : row.key))).toEqual([
    "root",
    "search_docs ×12",
    "plan",
  ]);
  expect(rows[1]).toMatchObject({ startMs: 0, endMs: 115, busyMs: 60, errors: 1 });
});

it("keeps the order of a loop: siblings with others between them fold only when they are many", () => {
  const loop = (rounds: number) =>
    buildTree([
      span("root", null, 0, 999),
      ...Array.from({ length: rounds * 2 }, (_, index) =>
        span(`s${index}`, "root", index, 1, { name: index % 2 ? "tool" : "chat" }),
      ),
    ]);
  expect(visibleRows(loop(6), NONE)).toHaveLength(13);
  expect(visibleRows(loop(30), NONE)).toHaveLength(3);
});

it("opens a group on demand", () => {
  const first = tree.byId.get("t0");
  const rows = visibleRows(tree, { ...NONE, opened: new Set([first ? groupKey(first) : ""]) });
  expect(rows).toHaveLength(16);
  expect(rows[2]).toMatchObject({ key: "t0", depth: 2 });
});

it("hides what is below a folded span", () => {
  expect(visibleRows(tree, { ...NONE, folded: new Set(["root"]) })).toHaveLength(1);
});

it("reveals a span inside a fold and a group", () => {
  const node = tree.byId.get("below");
  expect(node).toBeDefined();
  if (!node) return;
  const rows = visibleRows(tree, reveal(node, { folded: new Set(["root", "t3"]), opened: new Set() }));
  expect(rows.some((row) => row.key === "below")).toBe(true);
});

it("searches names, models and previews", () => {
  const node = buildTree([
    span("x", null, 0, 1, { name: "chat", request_model: "qwen-max", input_preview: "Where is my Refund?" }),
  ]).nodes[0];
  expect(node && matchesText(node, "refund")).toBe(true);
  expect(node && matchesText(node, "gpt")).toBe(false);
});

it("knows how far the lines in sight moved when others arrive or go", () => {
  const line = (ids: string[]) => visibleRows(buildTree(ids.map((id, index) => span(id, null, index, 1))), NONE);
  const before = line(["a", "b", "c", "d"]);
  expect(linesMoved(before, line(["a", "x", "y", "b", "c", "d"]), 1)).toBe(2);
  expect(linesMoved(before, line(["a", "c", "d"]), 1)).toBe(-1);
  expect(linesMoved(before, line(["a", "b", "c", "d", "e"]), 2)).toBe(0);
  expect(linesMoved(before, line(["x"]), 1)).toBe(0);
});
