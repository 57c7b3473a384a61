// SPDX-License-Identifier: Apache-2.0
import { useMemo } from "react";
import type { LedgerCall } from "@/api/ledger";
import { categoryFill, categoryOf } from "@/base/categories";
import { formatCost, formatCount, formatPercent, NONE } from "@/base/format";
import { binTitle, stackOrder, sumCategories, sumKnown, type Bin } from "./bins";
import css from "./CallChart.module.css";

interface ReadoutProps {
  calls: readonly LedgerCall[];
  all: number;
  /** The bar under the pointer or the focus; without one the figures are those of all calls. */
  bin: Bin | null;
  first: number;
  category: string | null;
  onCategory: (id: string | null) => void;
}

/** The legend, with the figures of what is pointed at. Its rows stay where they are. */
export function Readout({ calls, all, bin, first, category, onCategory }: ReadoutProps) {
  const sums = useMemo(() => sumCategories(calls), [calls]);
  const rows = useMemo(() => stackOrder(sums.keys()).reverse(), [sums]);
  const shown = bin ? new Map(bin.parts.map((part) => [part.category, part.tokens])) : sums;
  const total = [...shown.values()].reduce((sum, tokens) => sum + tokens, 0);
  return (
    <div className={css.readout}>
      <div className={css.subject}>
        <b>{bin ? binTitle(bin, first, all) : titleOf(calls.length, all)}</b>
        <span title={bin ? aboutBin(bin) : undefined}>{bin ? aboutBin(bin) : `${formatCount(total)} tokens`}</span>
      </div>
      <ul>
        {rows.map((id) => {
          const { title, about, side } = categoryOf(id);
          const tokens = Math.round(shown.get(id) ?? 0);
          return (
            <li key={id}>
              <button
                type="button"
                aria-pressed={category === id}
                title={`${about}${about && ". "}${side === "input" ? "Sent." : "Written by the model."}`}
                onClick={() => onCategory(category === id ? null : id)}
              >
                <i style={{ background: categoryFill(id) }} />
                <span>{title}</span>
                <span className={css.number}>{tokens === 0 ? NONE : formatCount(tokens)}</span>
                <span className={css.share}>{tokens === 0 ? "" : formatPercent(tokens, total)}</span>
              </button>
            </li>
          );
        })}
      </ul>
      {calls.some((call) => call.context_window) && (
        <div className={css.lineKey}>
          <svg width="18" height="10" aria-hidden="true">
            <path d="M1 5H17" className={css.stroke} />
            <circle cx="9" cy="5" r="3" />
          </svg>
          Input as a share of the context window
        </div>
      )}
    </div>
  );
}

function titleOf(sent: number, all: number): string {
  if (sent < all) return `The first ${formatCount(sent)} of ${formatCount(all)} calls`;
  return all === 1 ? "One call" : `All ${formatCount(all)} calls`;
}

function aboutBin(bin: Bin): string {
  const [call] = bin.calls;
  const cost = sumKnown(bin.calls, (one) => one.cost_usd);
  const missed = sumKnown(bin.calls, (one) => one.cache_missed_tokens);
  const parts = [
    bin.calls.length === 1 ? call?.agent : null,
    `${formatCount(Math.round(bin.tokens))} tokens`,
    cost === null ? null : formatCost(cost / bin.calls.length),
    missed ? `${formatCount(missed)} missed by the cache` : null,
    bin.occupancy === null ? null : `${formatPercent(bin.occupancy, 1)} of the window`,
  ];
  return parts.filter(Boolean).join(" · ");
}
