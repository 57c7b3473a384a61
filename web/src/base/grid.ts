// SPDX-License-Identifier: Apache-2.0
import type { Panel, Place } from "./dashboard";

export const COLUMNS = 12;
const LEAST_WIDTH = 2;
const LEAST_HEIGHT = 2;
const MOST_HEIGHT = 20;

function overlap(a: Place, b: Place): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

/** Panels from top to bottom, each as high as those before it allow. What is `held` keeps its place against the others. */
export function settle(panels: readonly Panel[], held: string | null = null): Panel[] {
  const order = [...panels].sort(
    (a, b) => a.place.y - b.place.y || Number(b.id === held) - Number(a.id === held) || a.place.x - b.place.x,
  );
  const done: Panel[] = [];
  for (const panel of order) {
    let { y } = panel.place;
    const isFree = (row: number) => !done.some((other) => overlap(other.place, { ...panel.place, y: row }));
    while (!isFree(y)) y++;
    while (y > 0 && isFree(y - 1)) y--;
    done.push({ ...panel, place: { ...panel.place, y } });
  }
  return panels.map((panel) => done.find(({ id }) => id === panel.id) ?? panel);
}

function changed(panels: readonly Panel[], id: string, change: (place: Place) => Place): Panel[] {
  return settle(
    panels.map((panel) => (panel.id === id ? { ...panel, place: change(panel.place) } : panel)),
    id,
  );
}

/** Panels in reading order without the holes of those that are left out: row by row, each beside the one before. */
export function flow(panels: readonly Panel[]): Panel[] {
  const ordered = [...panels].sort((a, b) => a.place.y - b.place.y || a.place.x - b.place.x);
  let x = 0;
  let y = 0;
  let height = 0;
  return ordered.map((panel) => {
    const { w, h } = panel.place;
    if (x + w > COLUMNS) {
      x = 0;
      y += height;
      height = 0;
    }
    const place = { ...panel.place, x, y };
    x += w;
    height = Math.max(height, h);
    return { ...panel, place };
  });
}

/** Moves a panel by whole cells; up and down it changes places with what is in its way. */
export function move(panels: readonly Panel[], id: string, right: number, down: number): Panel[] {
  const moved = panels.find((panel) => panel.id === id);
  if (!moved) return [...panels];
  if (down === 0) {
    return changed(panels, id, (place) => ({ ...place, x: clamp(place.x + right, 0, COLUMNS - place.w) }));
  }
  const { place } = moved;
  const inColumn = panels.filter(({ id: other, place: at }) => other !== id && at.x < place.x + place.w && place.x < at.x + at.w);
  if (down > 0) {
    const below = inColumn.filter(({ place: at }) => at.y >= place.y + place.h).sort((a, b) => a.place.y - b.place.y)[0];
    return below
      ? settle(
          panels.map((panel) => (panel.id === id ? at(panel, below.place.y + below.place.h) : panel)),
          null,
        )
      : [...panels];
  }
  const above = inColumn.filter(({ place: at }) => at.y + at.h <= place.y).sort((a, b) => b.place.y - a.place.y)[0];
  return above ? changed(panels, id, (old) => ({ ...old, y: above.place.y })) : [...panels];
}

function at(panel: Panel, y: number): Panel {
  return { ...panel, place: { ...panel.place, y } };
}

/** Puts a panel where it is dragged to; what lies there makes room. */
export function moveTo(panels: readonly Panel[], id: string, x: number, y: number): Panel[] {
  return changed(panels, id, (place) => ({ ...place, x: clamp(x, 0, COLUMNS - place.w), y: Math.max(0, y) }));
}

export function resize(panels: readonly Panel[], id: string, wider: number, higher: number): Panel[] {
  return changed(panels, id, (place) => ({
    ...place,
    w: clamp(place.w + wider, LEAST_WIDTH, COLUMNS - place.x),
    h: clamp(place.h + higher, LEAST_HEIGHT, MOST_HEIGHT),
  }));
}

/** Where a further panel fits: beside the last row when there is room, else below. */
export function freePlace(panels: readonly Panel[], w: number, h: number): Place {
  const bottom = panels.reduce((most, { place }) => Math.max(most, place.y + place.h), 0);
  for (let y = Math.max(0, bottom - h); y <= bottom; y++) {
    for (let x = 0; x + w <= COLUMNS; x++) {
      const place = { x, y, w, h };
      if (!panels.some((panel) => overlap(panel.place, place))) return place;
    }
  }
  return { x: 0, y: bottom, w, h };
}

/** An id that no panel has yet. */
export function freeId(panels: readonly Panel[]): string {
  let number = panels.length + 1;
  while (panels.some(({ id }) => id === `panel-${number}`)) number++;
  return `panel-${number}`;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
