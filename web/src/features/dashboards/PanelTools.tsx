// SPDX-License-Identifier: Apache-2.0
import { useRef, type KeyboardEvent, type PointerEvent } from "react";
import type { Panel } from "@/base/dashboard";
import { COLUMNS, move, moveTo, resize } from "@/base/grid";
import { Button, IconButton } from "@/widgets/Button";
import css from "./Panel.module.css";

interface PanelToolsProps {
  panel: Panel;
  panels: readonly Panel[];
  onPanels: (panels: Panel[]) => void;
  onEdit: () => void;
  onRemove: () => void;
}

const ARROWS: Record<string, readonly [right: number, down: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Moves, resizes, changes and removes a panel: its handles are dragged, or take the arrow keys. */
export function PanelTools({ panel, panels, onPanels, onEdit, onRemove }: PanelToolsProps) {
  const name = panel.title || "text";
  const { id, place } = panel;
  const moving = useDrag(panels, (before, right, down) => onPanels(moveTo(before, id, place.x + right, place.y + down)));
  const sizing = useDrag(panels, (before, right, down) => onPanels(resize(before, id, right, down)));
  const onArrow = (change: typeof move) => (event: KeyboardEvent) => {
    const arrow = ARROWS[event.key];
    if (!arrow) return;
    event.preventDefault();
    onPanels(change(panels, id, ...arrow));
  };
  return (
    <span className={css.tools}>
      <Button
        small
        look="quiet"
        className={css.grip}
        title="Drag to move, or use the arrow keys"
        aria-label={`Move ${name}`}
        onKeyDown={onArrow(move)}
        {...moving}
      >
        ✥
      </Button>
      <IconButton small icon="settings" label={`Change ${name}`} onClick={onEdit} />
      <IconButton small icon="close" label={`Remove ${name}`} onClick={onRemove} />
      <button
        type="button"
        className={css.corner}
        title="Drag to resize, or use the arrow keys"
        aria-label={`Resize ${name}`}
        onKeyDown={onArrow(resize)}
        {...sizing}
      />
    </span>
  );
}

/** Tells by how many whole cells the pointer has gone since it was pressed, and how the panels lay then. */
function useDrag(panels: readonly Panel[], onDrag: (before: readonly Panel[], right: number, down: number) => void) {
  const start = useRef<{ x: number; y: number; before: readonly Panel[]; drag: typeof onDrag; told: string } | null>(null);
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      event.currentTarget.setPointerCapture(event.pointerId);
      start.current = { x: event.clientX, y: event.clientY, before: panels, drag: onDrag, told: "0 0" };
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const from = start.current;
      const grid = event.currentTarget.closest("[data-grid]");
      if (!from || !grid) return;
      const { width } = grid.getBoundingClientRect();
      const right = Math.round((event.clientX - from.x) / (width / COLUMNS));
      const down = Math.round((event.clientY - from.y) / rowHeight(grid));
      if (from.told === `${right} ${down}`) return;
      from.told = `${right} ${down}`;
      from.drag(from.before, right, down);
    },
    onPointerUp: () => (start.current = null),
  };
}

function rowHeight(grid: Element): number {
  const { gridAutoRows, rowGap } = getComputedStyle(grid);
  return (Number.parseFloat(gridAutoRows) || 48) + (Number.parseFloat(rowGap) || 0);
}
