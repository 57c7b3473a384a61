// SPDX-License-Identifier: Apache-2.0
import { term } from "@/base/filter";
import { formatCost, formatCount, formatPercent, NONE } from "@/base/format";
import { keepRange } from "@/base/location";
import { Link } from "@/widgets/Link";
import { Skeleton } from "@/widgets/Notice";
import css from "./Costs.module.css";
import { NO_TOOL, PARTS, type CostRow } from "./figures";

interface CostTableProps {
  label: string;
  rows: readonly CostRow[] | undefined;
  /** Cost of everything; null when no price is known. */
  whole: number | null;
}

export function CostTable({ label, rows, whole }: CostTableProps) {
  // Ledgers know tokens and money of a tool, not which class of price they fell under.
  const isByTool = label === "tool";
  if (!rows) return <Skeleton height={160} />;
  return (
    <div className={css.tableBox} tabIndex={0} role="region" aria-label={`Costs by ${label}`}>
      <table className={css.table}>
        <thead>
          <tr>
            <th>{label}</th>
            <th>Cost</th>
            <th>Share</th>
            {PARTS.map(({ field, title }) => (
              <th key={field}>{title}</th>
            ))}
            <th>Calls</th>
            <th>Input tokens</th>
            <th>Cached</th>
            <th>Output tokens</th>
            <th>Priced</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name}>
              <th scope="row">
                <Link href={keepRange("/traces", { q: filterOf(label, row.name), sort: "-cost_usd" })}>{row.name}</Link>
              </th>
              <td>{formatCost(row.cost)}</td>
              <td>{row.cost !== null && whole ? formatPercent(row.cost, whole) : NONE}</td>
              {PARTS.map(({ field }, index) => (
                <td key={field}>{row.cost === null || isByTool ? NONE : formatCost(row.parts[index])}</td>
              ))}
              <td>{isByTool ? NONE : formatCount(row.calls)}</td>
              <td>{formatCount(row.input)}</td>
              <td>{formatPercent(row.cached, row.input)}</td>
              <td>{formatCount(row.output)}</td>
              <td>{isByTool ? NONE : formatPercent(row.priced, row.priceable)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** "unknown" and "other" stand for many: they open every trace with a model call. */
function filterOf(label: string, name: string): string {
  return name === "unknown" || name === "other" || name === NO_TOOL ? "llm_calls>0" : term(label, name);
}
