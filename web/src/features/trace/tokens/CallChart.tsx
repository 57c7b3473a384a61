// SPDX-License-Identifier: Apache-2.0
import { useId, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import type { LedgerCall } from "@/api/ledger";
import { categoryFill } from "@/base/categories";
import { formatCount, plural } from "@/base/format";
import { useElementWidth } from "@/charts/useElementSize";
import { selectSpan } from "@/features/trace/url";
import { Card } from "@/widgets/Card";
import { axisSteps, binCalls, binTitle, largestPart, type Bin } from "./bins";
import css from "./CallChart.module.css";
import { OccupancyLine } from "./OccupancyLine";
import { Readout } from "./Readout";

const MOST_BARS = 120;
const HEIGHT = 300;
const WIDEST = 84;
/** Thinner parts would be hidden by the line between them; pixels. */
const LINE_FROM = 3;

interface CallChartProps {
  calls: readonly LedgerCall[];
  /** How many calls the run has: the server sends the first thousands one by one. */
  all: number;
  selected: string | null;
}

/** What each call sent and wrote, and how full it made the context window. */
export function CallChart({ calls, all, selected }: CallChartProps) {
  const host = useRef<HTMLDivElement>(null);
  const width = useElementWidth(host);
  const listId = useId();
  const bins = useMemo(() => binCalls(calls, MOST_BARS), [calls]);
  const [hovered, setHovered] = useState<number | null>(null);
  const [focused, setFocused] = useState<number | null>(null);
  const [category, setCategory] = useState<string | null>(null);

  const steps = useMemo(() => axisSteps(Math.max(...bins.map((bin) => bin.tokens)), 4), [bins]);
  const top = steps.at(-1) ?? 1;
  const pitch = Math.min(WIDEST, width / bins.length);
  const active = hovered ?? focused;
  const binAt = (index: number) => bins[Math.max(0, Math.min(bins.length - 1, index))];
  const firstOf = (index: number) => bins.slice(0, index).reduce((sum, bin) => sum + bin.calls.length, 0);

  const onPointer = (event: PointerEvent<HTMLDivElement>) => {
    const index = Math.floor((event.clientX - event.currentTarget.getBoundingClientRect().left) / pitch);
    setHovered(index >= 0 && index < bins.length ? index : null);
  };
  const onKey = (event: KeyboardEvent) => {
    const at = focused ?? 0;
    const target = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: bins.length - 1 }[event.key];
    if (target !== undefined) setFocused(Math.max(0, Math.min(bins.length - 1, target)));
    else if (event.key === "Enter" || event.key === " ") selectSpan(binAt(at)?.spanId ?? null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const shared = bins.length < calls.length;
  return (
    <Card
      title="Tokens of each call"
      note={
        shared
          ? `${plural(calls.length, "call")} in ${bins.length} bars of up to ${bins[0]?.calls.length}; a bar shows the mean`
          : "A bar opens its span"
      }
    >
      <div className={css.frame}>
        <div className={css.chart}>
          <div className={css.axis} style={{ height: HEIGHT }} aria-hidden="true">
            {steps.map((step) => (
              <span key={step} style={{ bottom: (HEIGHT * step) / top }}>
                {formatCount(step)}
              </span>
            ))}
          </div>
          <div
            ref={host}
            className={css.plot}
            style={{ height: HEIGHT }}
            role="listbox"
            tabIndex={0}
            aria-label="Model calls"
            aria-activedescendant={focused === null ? undefined : `${listId}-${focused}`}
            onPointerMove={onPointer}
            onPointerLeave={() => setHovered(null)}
            onFocus={() =>
              setFocused(
                focused ??
                  Math.max(
                    0,
                    bins.findIndex((bin) => holds(bin, selected)),
                  ),
              )
            }
            onBlur={() => setFocused(null)}
            onKeyDown={onKey}
            onClick={() => hovered !== null && selectSpan(binAt(hovered)?.spanId ?? null)}
          >
            {steps.map((step) => (
              <i key={step} className={css.grid} style={{ bottom: (HEIGHT * step) / top }} aria-hidden="true" />
            ))}
            {bins.map((bin, index) => (
              <Bar
                key={bin.spanId}
                id={`${listId}-${index}`}
                bin={bin}
                title={binTitle(bin, firstOf(index), all)}
                left={index * pitch}
                width={pitch}
                top={top}
                active={index === active}
                selected={holds(bin, selected)}
                category={category}
              />
            ))}
            <OccupancyLine bins={bins} pitch={pitch} width={width} height={HEIGHT} />
          </div>
          {bins.some((bin) => bin.occupancy !== null) && (
            <div className={`${css.axis} ${css.right}`} style={{ height: HEIGHT }} aria-hidden="true">
              {[0, 25, 50, 75, 100].map((percent) => (
                <span key={percent} style={{ bottom: (HEIGHT * percent) / 100 }}>
                  {percent} %
                </span>
              ))}
            </div>
          )}
          <div className={css.foot} aria-hidden="true">
            {footMarks(bins, pitch).map(({ index, call }) => (
              <span key={index} style={{ left: (index + 0.5) * pitch }}>
                {call}
              </span>
            ))}
          </div>
        </div>
        <Readout
          calls={calls}
          all={all}
          bin={active === null ? null : (binAt(active) ?? null)}
          first={active === null ? 0 : firstOf(active)}
          category={category}
          onCategory={setCategory}
        />
      </div>
    </Card>
  );
}

const holds = (bin: Bin, spanId: string | null) => spanId !== null && bin.calls.some((call) => call.span_id === spanId);

const LABEL_PIXELS = 46;

/** The numbers of calls under the bars, as many as there is room for. */
function footMarks(bins: readonly Bin[], pitch: number): { index: number; call: number }[] {
  if (pitch <= 0) return [];
  const every = Math.max(1, Math.ceil(LABEL_PIXELS / pitch));
  let call = 1;
  return bins.flatMap((bin, index) => {
    const mark = { index, call };
    call += bin.calls.length;
    return index % every === 0 ? [mark] : [];
  });
}

interface BarProps {
  id: string;
  bin: Bin;
  title: string;
  left: number;
  width: number;
  top: number;
  active: boolean;
  selected: boolean;
  category: string | null;
}

function Bar({ id, bin, title, left, width, top, active, selected, category }: BarProps) {
  const gap = width > 12 ? Math.min(8, width * 0.18) : width > 4 ? 1 : 0;
  return (
    <div
      id={id}
      role="option"
      aria-selected={selected}
      aria-label={`${title}: ${formatCount(bin.tokens)} tokens, mostly ${largestPart(bin) ?? "unknown"}`}
      className={`${css.column} ${active ? css.active : ""} ${selected ? css.selected : ""}`}
      style={{ left, width, paddingInline: gap / 2 }}
    >
      {bin.parts.map((part) => (
        <span
          key={part.category}
          className={`${part.tokens * HEIGHT > LINE_FROM * top ? css.thick : ""} ${category !== null && category !== part.category ? css.dimmed : ""}`}
          style={{ height: `${(100 * part.tokens) / top}%`, background: categoryFill(part.category) }}
        />
      ))}
    </div>
  );
}
