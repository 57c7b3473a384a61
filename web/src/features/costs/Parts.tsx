// SPDX-License-Identifier: Apache-2.0
import { formatCost, formatPercent } from "@/base/format";
import css from "./Costs.module.css";
import { PARTS, type CostRow } from "./figures";

/** What the money was paid for. */
export function Parts({ total }: { total: CostRow }) {
  const cost = total.cost ?? 0;
  if (cost === 0) return null;
  const parts = PARTS.map((part, index) => ({ ...part, usd: total.parts[index] ?? 0 })).filter(({ usd }) => usd > 0);
  return (
    <section className={css.card} aria-label="Cost by token class">
      <div className={css.bar} aria-hidden="true">
        {parts.map(({ field, token, usd }) => (
          <span key={field} style={{ flexGrow: usd / cost, background: `var(${token})` }} />
        ))}
      </div>
      <ul className={css.parts}>
        {parts.map(({ field, title, token, usd }) => (
          <li key={field}>
            <span className={css.dot} style={{ background: `var(${token})` }} />
            {title} <b>{formatCost(usd)}</b> <small>{formatPercent(usd, cost)}</small>
          </li>
        ))}
      </ul>
    </section>
  );
}
