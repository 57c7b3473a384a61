// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { squarify } from "./treemap";

const area = { x: 10, y: 20, width: 600, height: 400 };
const value = (item: number) => item;

it("gives each item its share of the area and leaves nothing over", () => {
  const placed = squarify([6, 6, 4, 3, 2, 2, 1], value, area);
  const sizes = placed.map(({ item, width, height }) => (width * height) / item);
  for (const size of sizes) expect(size).toBeCloseTo(10_000, 5);
  expect(placed).toHaveLength(7);
});

it("keeps every item inside and apart from the others", () => {
  const placed = squarify([50, 9, 9, 7, 5, 5, 3, 1, 1, 0.2], value, area);
  for (const one of placed) {
    expect(one.x).toBeGreaterThanOrEqual(area.x);
    expect(one.x + one.width).toBeLessThanOrEqual(area.x + area.width + 1e-6);
    expect(one.y + one.height).toBeLessThanOrEqual(area.y + area.height + 1e-6);
  }
  for (const [index, a] of placed.entries()) {
    for (const b of placed.slice(index + 1)) {
      const apart =
        a.x + a.width <= b.x + 1e-6 ||
        b.x + b.width <= a.x + 1e-6 ||
        a.y + a.height <= b.y + 1e-6 ||
        b.y + b.height <= a.y + 1e-6;
      expect(apart).toBe(true);
    }
  }
});

it("prefers squares to strips", () => {
  const placed = squarify([6, 6, 4, 3, 2, 2, 1], value, area);
  const ratios = placed.map(({ width, height }) => Math.max(width / height, height / width));
  expect(Math.max(...ratios)).toBeLessThan(3);
});

it("draws nothing of nothing", () => {
  expect(squarify([0, 0], value, area)).toEqual([]);
  expect(squarify([1], value, { ...area, width: 0 })).toEqual([]);
});
