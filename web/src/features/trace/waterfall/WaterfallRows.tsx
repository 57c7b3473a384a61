// SPDX-License-Identifier: Apache-2.0
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useLayoutEffect, useMemo, useRef, type RefObject } from "react";
import type { CallLatency } from "@/api/latency";
import { formatDuration } from "@/base/format";
import { linesMoved, type WaterfallRow } from "@/features/trace/rows";
import type { TreeNode } from "@/features/trace/tree";
import { Skeleton } from "@/widgets/Notice";
import { ticks, type TimeScale } from "./scale";
import css from "./Waterfall.module.css";
import { GroupLine, SpanLine } from "./WaterfallLine";

const LINE = 24;
/** The ruler stays on top of the lines, so a line scrolled to must end one line earlier, and not at the very edge. */
const MARGIN = 2 * LINE;

interface WaterfallRowsProps {
  rows: readonly WaterfallRow[];
  scale: TimeScale;
  calls: ReadonlyMap<string, CallLatency>;
  selected: string | null;
  matches: readonly TreeNode[] | null;
  find: string;
  loading: boolean;
  onToggle: (key: string, kind: "span" | "group") => void;
}

export function WaterfallRows({ rows, scale, calls, selected, matches, find, loading, onToggle }: WaterfallRowsProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE,
    overscan: 20,
    scrollPaddingStart: LINE,
    scrollPaddingEnd: MARGIN,
  });
  // Before the first span there is no time to divide.
  const marks = useMemo(() => (rows.length === 0 ? [] : ticks(scale, 6)), [rows.length, scale]);
  const matched = useMemo(() => (matches ? new Set(matches) : null), [matches]);
  const selectedIndex = useMemo(() => (selected ? rows.findIndex((row) => row.key === selected) : -1), [rows, selected]);

  // Once for each selection: lines that arrive later must not take the reader back to it.
  const shown = useRef<string | null>(null);
  useEffect(() => {
    if (selectedIndex < 0 || shown.current === selected) return;
    shown.current = selected;
    virtualizer.scrollToIndex(selectedIndex, { align: "auto" });
  }, [virtualizer, selected, selectedIndex]);
  useSteadyLines(scroller, rows);

  return (
    <div className={css.scroller} ref={scroller} tabIndex={0} role="region" aria-label="Spans over time">
      <div className={css.ruler}>
        <div className={css.rulerLabel}>Span</div>
        <div className={css.rulerTrack}>
          {marks.map((mark) => (
            <span key={mark} className={css.tick} style={{ left: `${scale.percent(mark)}%` }}>
              {formatDuration(mark)}
            </span>
          ))}
        </div>
      </div>
      {loading && <LineSkeletons />}
      <div className={css.lines} role="tree" aria-label="Spans" style={{ height: virtualizer.getTotalSize() }}>
        <div className={css.gridlines} aria-hidden="true">
          {marks.map((mark) => (
            <span key={mark} style={{ left: `${scale.percent(mark)}%` }} />
          ))}
        </div>
        {virtualizer.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (!row) return null;
          const style = { transform: `translateY(${item.start}px)` };
          if (row.kind === "group")
            return (
              <GroupLine
                key={`group ${row.members[0]?.span.span_id ?? row.key}`}
                row={row}
                scale={scale}
                style={style}
                onToggle={onToggle}
              />
            );
          const dimmed = matched !== null && !matched.has(row.node);
          return (
            <SpanLine
              key={row.key}
              row={row}
              scale={scale}
              call={calls.get(row.key)}
              style={style}
              selected={row.key === selected}
              dimmed={dimmed}
              find={find}
              onToggle={onToggle}
            />
          );
        })}
      </div>
    </div>
  );
}

/** Keeps what is in sight where it is when lines come or go above it. */
function useSteadyLines(scroller: RefObject<HTMLElement | null>, rows: readonly WaterfallRow[]): void {
  const before = useRef(rows);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element && element.scrollTop > 0 && before.current !== rows) {
      element.scrollBy({
        top: LINE * linesMoved(before.current, rows, Math.floor(element.scrollTop / LINE)),
        behavior: "instant",
      });
    }
    before.current = rows;
  }, [scroller, rows]);
}

function LineSkeletons() {
  return (
    <div className={css.skeletons} aria-hidden="true">
      {Array.from({ length: 14 }, (_, index) => (
        <div key={index} className={css.skeletonLine} style={{ paddingLeft: 16 + (index % 5) * 14 }}>
          <Skeleton width={120 + ((index * 37) % 90)} />
          <Skeleton width={`${20 + ((index * 23) % 35)}%`} />
        </div>
      ))}
    </div>
  );
}
