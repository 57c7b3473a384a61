// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { span } from "./fixtures";
import { buildTree } from "./tree";

const ids = (nodes: readonly { span: { span_id: string } }[]) => nodes.map((node) => node.span.span_id);

it("orders children by start and counts what is below", () => {
  const tree = buildTree([
    span("root", null, 0, 100),
    span("b", "root", 50, 10),
    span("a", "root", 10, 20),
    span("a1", "a", 12, 5, { status: "error" }),
  ]);
  expect(ids(tree.nodes)).toEqual(["root", "a", "a1", "b"]);
  expect(tree.byId.get("root")).toMatchObject({ descendants: 3, errors: 1, depth: 0 });
  expect(tree.byId.get("a1")).toMatchObject({ depth: 2, startMs: 12 });
  expect(tree.durationMs).toBe(100);
});

it("subtracts the union of overlapping children from self time", () => {
  const tree = buildTree([
    span("root", null, 0, 100),
    span("a", "root", 10, 40),
    span("b", "root", 30, 40),
    span("late", "root", 90, 50),
  ]);
  expect(tree.byId.get("root")?.selfMs).toBeCloseTo(30, 6);
});

describe("telemetry that is wrong", () => {
  it("marks spans whose parent never arrived", () => {
    const tree = buildTree([span("root", null, 0, 10), span("lost", "gone", 5, 1)]);
    expect(ids(tree.roots)).toEqual(["root", "lost"]);
    expect(tree.byId.get("lost")?.mark).toBe("orphan");
  });

  it("survives a span that is its own parent", () => {
    const tree = buildTree([span("self", "self", 0, 10), span("child", "self", 1, 1)]);
    expect(ids(tree.nodes)).toEqual(["self", "child"]);
    expect(tree.byId.get("self")?.mark).toBe("cycle");
  });

  it("cuts a cycle at its earliest span and keeps what hangs on it", () => {
    const tree = buildTree([span("c", "b", 3, 1), span("a", "c", 1, 10), span("b", "a", 2, 5), span("leaf", "b", 4, 1)]);
    expect(ids(tree.nodes)).toEqual(["a", "b", "c", "leaf"]);
    expect(tree.byId.get("a")?.mark).toBe("cycle");
  });

  it("keeps two cycles apart", () => {
    const tree = buildTree([span("a", "b", 0, 1), span("b", "a", 1, 1), span("c", "d", 2, 1), span("d", "c", 3, 1)]);
    expect(tree.nodes).toHaveLength(4);
    expect(ids(tree.roots)).toEqual(["a", "c"]);
  });

  it("takes the first of two spans with one id", () => {
    expect(buildTree([span("x", null, 0, 1), span("x", null, 0, 2)]).nodes).toHaveLength(1);
  });

  it("measures clock skew against the parent", () => {
    const tree = buildTree([span("root", null, 50, 100), span("early", "root", 0, 10), span("later", "root", 60, 500)]);
    expect(tree.byId.get("early")?.skewMs).toBe(50);
    expect(tree.byId.get("later")?.skewMs).toBe(0);
  });

  it("is empty without spans", () => {
    expect(buildTree([])).toMatchObject({ nodes: [], durationMs: 0 });
  });
});

describe("size", () => {
  it("builds a chain deeper than the call stack", () => {
    const chain = Array.from({ length: 50_000 }, (_, index) => span(`s${index}`, index === 0 ? null : `s${index - 1}`, index, 1));
    const tree = buildTree(chain);
    expect(tree.nodes).toHaveLength(50_000);
    expect(tree.nodes.at(-1)?.depth).toBe(49_999);
  });

  it("builds one cycle of 50,000 spans", () => {
    const ring = Array.from({ length: 50_000 }, (_, index) => span(`s${index}`, `s${(index + 49_999) % 50_000}`, index, 1));
    expect(buildTree(ring).nodes).toHaveLength(50_000);
  });
});
