// SPDX-License-Identifier: Apache-2.0
import type { Budget, BudgetUse } from "@/api/budgets";
import css from "./Budgets.module.css";
import { courseOf, HEIGHT, WIDTH } from "./course";

/** How a member used a budget from the begin of its period to now, below the limit. */
export function UseLine({ budget, use, member }: { budget: Budget; use: BudgetUse | undefined; member: string }) {
  const used = use?.members.find((one) => one.member === member)?.used;
  if (!use || !used) return <span />;
  const { points, limit } = courseOf(use, used, budget.limit);
  return (
    <svg
      className={css.line}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      role="img"
      aria-label={`Use through the ${budget.period}, below a limit of ${budget.limit}`}
    >
      <line className={css.floor} x1={0} x2={WIDTH} y1={HEIGHT - 1} y2={HEIGHT - 1} />
      <line className={css.ceiling} x1={0} x2={WIDTH} y1={limit} y2={limit} />
      <polyline className={css.course} points={points} />
    </svg>
  );
}
