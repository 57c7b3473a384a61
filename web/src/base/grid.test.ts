// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import type { Panel, Place } from "./dashboard";
import { flow, freeId, freePlace, move, moveTo, resize, settle } from "./grid";

function panel(id: string, x: number, y: number, w = 6, h = 4): Panel {
  return { id, title: id, kind: "lines", place: { x, y, w, h } };
}

function places(panels: readonly Panel[]): Record<string, string> {
  const text = ({ x, y, w, h }: Place) => `${x},${y} ${w}×${h}`;
  return Object.fromEntries(panels.map(({ id, place }) => [id, text(place)]));
}

const TWO_ROWS = [panel("a", 0, 0), panel("b", 6, 0), panel("c", 0, 4, 12)];

describe("places of panels", () => {
  it("closes gaps and keeps the order", () => {
    expect(places(settle([panel("a", 0, 3), panel("b", 0, 20)]))).toEqual({ a: "0,0 6×4", b: "0,4 6×4" });
  });

  it("leaves no holes where panels are left out", () => {
    const some = [panel("a", 0, 0, 4), panel("d", 8, 4, 4), panel("f", 8, 8, 4), panel("g", 0, 12, 8)];
    expect(places(flow(some))).toEqual({ a: "0,0 4×4", d: "4,0 4×4", f: "8,0 4×4", g: "0,4 8×4" });
  });

  it("makes room for a panel that moves aside", () => {
    expect(places(move(TWO_ROWS, "a", 6, 0))).toEqual({ a: "6,0 6×4", b: "6,4 6×4", c: "0,8 12×4" });
    expect(places(move(TWO_ROWS, "a", -1, 0))).toEqual(places(TWO_ROWS));
  });

  it("changes places up and down", () => {
    expect(places(move(TWO_ROWS, "c", 0, -1))).toEqual({ a: "0,4 6×4", b: "6,4 6×4", c: "0,0 12×4" });
    expect(places(move(TWO_ROWS, "a", 0, 1)).a).toBe("0,8 6×4");
    expect(places(move(TWO_ROWS, "c", 0, 1))).toEqual(places(TWO_ROWS));
  });

  it("puts a panel where it is dragged to", () => {
    expect(places(moveTo(TWO_ROWS, "c", 0, 0))).toEqual({ a: "0,4 6×4", b: "6,4 6×4", c: "0,0 12×4" });
    expect(places(moveTo(TWO_ROWS, "b", 40, -3))).toEqual(places(TWO_ROWS));
  });

  it("resizes within the twelve columns", () => {
    expect(places(resize(TWO_ROWS, "b", 1, 2)).b).toBe("6,0 6×6");
    expect(places(resize(TWO_ROWS, "a", 3, 0))).toEqual({ a: "0,0 9×4", b: "6,4 6×4", c: "0,8 12×4" });
    expect(places(resize([panel("a", 0, 0, 2, 2)], "a", -1, -1)).a).toBe("0,0 2×2");
  });

  it("finds room beside the last row, else below it", () => {
    expect(freePlace([panel("a", 0, 0)], 6, 4)).toEqual({ x: 6, y: 0, w: 6, h: 4 });
    expect(freePlace(TWO_ROWS, 6, 4)).toEqual({ x: 0, y: 8, w: 6, h: 4 });
    expect(freePlace([], 6, 4)).toEqual({ x: 0, y: 0, w: 6, h: 4 });
  });

  it("gives ids that are free", () => {
    expect(freeId([panel("panel-2", 0, 0)])).toBe("panel-3");
  });
});
