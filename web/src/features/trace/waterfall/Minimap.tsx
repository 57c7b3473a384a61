// SPDX-License-Identifier: Apache-2.0
import { useEffect, useRef, useState, type PointerEvent } from "react";
import { groupToken, tokenValue } from "@/base/colour";
import { useElementWidth } from "@/charts/useElementSize";
import type { TraceTree } from "@/features/trace/tree";
import { useShownTheme } from "@/widgets/hooks";
import css from "./Waterfall.module.css";

const HEIGHT = 44;

interface MinimapProps {
  tree: TraceTree;
  view: readonly [number, number] | null;
  onView: (view: readonly [number, number] | null) => void;
}

/** The whole trace in a strip: each span one line at its depth. Dragging chooses the part to show, a click shows all. */
export function Minimap({ tree, view, onView }: MinimapProps) {
  const host = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = useElementWidth(host);
  const theme = useShownTheme();
  const [drag, setDrag] = useState<readonly [number, number] | null>(null);

  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context || !canvas.current || width === 0) return;
    const density = window.devicePixelRatio;
    canvas.current.width = width * density;
    canvas.current.height = HEIGHT * density;
    context.scale(density, density);
    draw(context, tree, width);
  }, [tree, width, theme]);

  const at = (event: PointerEvent) => {
    const box = event.currentTarget.getBoundingClientRect();
    return Math.max(0, Math.min(width, event.clientX - box.left));
  };
  const toMs = (x: number) => (width === 0 ? 0 : (x / width) * tree.durationMs);
  const finish = () => {
    if (!drag) return;
    const [low, high] = [Math.min(...drag), Math.max(...drag)];
    setDrag(null);
    onView(high - low < 4 ? null : [toMs(low), toMs(high)]);
  };

  const shown = drag ?? (view && tree.durationMs > 0 ? view.map((ms) => (ms / tree.durationMs) * width) : null);
  const [left, right] = shown ? [Math.min(shown[0] ?? 0, shown[1] ?? 0), Math.max(shown[0] ?? 0, shown[1] ?? 0)] : [0, width];
  return (
    <div
      ref={host}
      className={css.minimap}
      style={{ height: HEIGHT }}
      role="img"
      aria-label="The whole trace. Drag to show a part of it."
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setDrag([at(event), at(event)]);
      }}
      onPointerMove={(event) => {
        if (drag) setDrag([drag[0], at(event)]);
      }}
      onPointerUp={finish}
      onPointerCancel={() => setDrag(null)}
    >
      <canvas ref={canvas} style={{ width, height: HEIGHT }} />
      {shown && (
        <>
          <span className={css.shade} style={{ left: 0, width: left }} />
          <span className={css.shade} style={{ left: right, right: 0 }} />
        </>
      )}
    </div>
  );
}

function draw(context: CanvasRenderingContext2D, tree: TraceTree, width: number): void {
  const deepest = tree.nodes.reduce((most, node) => Math.max(most, node.depth), 1);
  const step = Math.min(4, (HEIGHT - 6) / (Math.min(deepest, 30) + 1));
  const colours = new Map<string, string>();
  const perMs = tree.durationMs > 0 ? width / tree.durationMs : 0;
  for (const node of tree.nodes) {
    const token = node.span.status === "error" ? "--error-bar" : groupToken(node.span.op_group);
    const colour = colours.get(token) ?? tokenValue(token);
    colours.set(token, colour);
    context.fillStyle = colour;
    const y = 3 + Math.min(node.depth, 30) * step;
    context.fillRect(node.startMs * perMs, y, Math.max(1, (node.endMs - node.startMs) * perMs), Math.max(1, step - 0.75));
  }
}
