// SPDX-License-Identifier: Apache-2.0
export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Placed<Item> extends Rect {
  item: Item;
}

/**
 * Divides a rectangle in proportion to the items' values, as near to squares as it can: rows are laid along the shorter side
 * and end when one more item would make their worst ratio worse (Bruls, Huizing and van Wijk, "Squarified Treemaps", 2000).
 * Items without a value take no room and are left out.
 */
export function squarify<Item>(items: readonly Item[], valueOf: (item: Item) => number, area: Rect): Placed<Item>[] {
  const rest = items.filter((item) => valueOf(item) > 0).sort((a, b) => valueOf(b) - valueOf(a));
  const total = rest.reduce((sum, item) => sum + valueOf(item), 0);
  if (total <= 0 || area.width <= 0 || area.height <= 0) return [];
  const scale = (area.width * area.height) / total;
  const placed: Placed<Item>[] = [];
  let free = { ...area };
  for (let at = 0; at < rest.length;) {
    const side = Math.min(free.width, free.height);
    const row = rowFrom(rest, at, side, (item) => valueOf(item) * scale);
    free = place(row, free, (item) => valueOf(item) * scale, placed);
    at += row.length;
  }
  return placed;
}

function rowFrom<Item>(items: readonly Item[], from: number, side: number, sizeOf: (item: Item) => number): Item[] {
  const row: Item[] = [];
  let worst = Infinity;
  let sum = 0;
  for (const item of items.slice(from)) {
    const largest = row[0] === undefined ? sizeOf(item) : sizeOf(row[0]);
    const next = worstRatio(largest, sizeOf(item), sum + sizeOf(item), side);
    if (next > worst) break;
    row.push(item);
    sum += sizeOf(item);
    worst = next;
  }
  return row;
}

/** Sizes fall along a row, so the worst ratio is that of its first or its last item. */
function worstRatio(largest: number, smallest: number, sum: number, side: number): number {
  const square = side * side;
  return Math.max((square * largest) / (sum * sum), (sum * sum) / (square * smallest));
}

function place<Item>(row: readonly Item[], free: Rect, sizeOf: (item: Item) => number, placed: Placed<Item>[]): Rect {
  const sum = row.reduce((total, item) => total + sizeOf(item), 0);
  const upright = free.width >= free.height;
  const depth = sum / (upright ? free.height : free.width);
  let offset = 0;
  for (const item of row) {
    const length = sizeOf(item) / depth;
    placed.push(
      upright
        ? { item, x: free.x, y: free.y + offset, width: depth, height: length }
        : { item, x: free.x + offset, y: free.y, width: length, height: depth },
    );
    offset += length;
  }
  return upright
    ? { ...free, x: free.x + depth, width: free.width - depth }
    : { ...free, y: free.y + depth, height: free.height - depth };
}
