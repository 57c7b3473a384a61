// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { budgetsQuery, type Budget } from "@/api/budgets";
import { Button } from "@/widgets/Button";
import { ErrorNotice, Skeleton } from "@/widgets/Notice";
import { BudgetDialog } from "./BudgetDialog";
import { BudgetMembers } from "./BudgetMembers";
import css from "./Budgets.module.css";
import { budgetTerms } from "./budgetFigures";

/** The limits of the project, and where they stand. */
export function Budgets() {
  const { data, error } = useQuery(budgetsQuery());
  const [edited, setEdited] = useState<Budget | "new" | null>(null);
  return (
    <section className={css.card} aria-labelledby="budgets">
      <header className={css.head}>
        <h2 id="budgets">Budgets</h2>
        <Button small onClick={() => setEdited("new")}>
          Add budget
        </Button>
      </header>
      {error && <ErrorNotice error={error} />}
      {!data && !error && <Skeleton height={48} />}
      {data?.budgets.length === 0 && (
        <p className={css.quiet}>
          No limits are set. A budget says how much a project, service, model, agent, user or session may use in an hour, day or
          month, or a single run.
        </p>
      )}
      {data?.budgets.map((budget) => (
        <article key={budget.id} className={css.budget} aria-label={budget.name}>
          <header className={css.head}>
            <h3>
              {budget.name} <small>{budgetTerms(budget)}</small>
            </h3>
            <Button small aria-label={`Edit ${budget.name}`} onClick={() => setEdited(budget)}>
              Edit
            </Button>
          </header>
          <BudgetMembers budget={budget} />
        </article>
      ))}
      {edited && <BudgetDialog budget={edited === "new" ? null : edited} onClose={() => setEdited(null)} />}
    </section>
  );
}
