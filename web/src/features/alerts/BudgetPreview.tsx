// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import type { NewRule } from "@/api/alerts";
import { budgetsQuery } from "@/api/budgets";
import { ErrorNotice, Skeleton } from "@/widgets/Notice";
import css from "./Alerts.module.css";
import { figure } from "./words";

const SHOWN = 5;

/** Limits for single runs have no past, so a rule over them is held against where they stand. */
export function BudgetPreview({ rule }: { rule: NewRule }) {
  const { data, error } = useQuery(budgetsQuery());
  if (error) return <ErrorNotice error={error} />;
  if (!data) return <Skeleton height={60} />;
  const limit = rule.condition.value ?? 0;
  const isBad = (share: number) => (rule.condition.direction === "below" ? share < limit : share > limit);
  const uses = data.budgets
    .filter(({ id }) => rule.of === "" || rule.of === id)
    .flatMap(({ name, members }) => (members ?? []).map(({ member, share }) => ({ name, member, share })))
    .sort((a, b) => b.share - a.share);
  const bad = uses.filter(({ share }) => isBad(share)).length;
  return (
    <>
      <p className={css.quiet}>
        No budget of an hour, day or month was used in the last day, and limits for single runs have no past. This is how they
        stand now.
      </p>
      {uses.length === 0 && <p className={css.quiet}>No budget is used yet, so it would not fire.</p>}
      {uses.length > 0 && (
        <p className={bad > 0 ? css.would : css.quiet} role="status">
          {bad > 0 ? `It would fire now, for ${bad} of ${uses.length}` : "It would not fire now"}.
        </p>
      )}
      <ul className={css.fired}>
        {uses.slice(0, SHOWN).map(({ name, member, share }) => (
          <li key={name + member}>
            <b>{member && member !== name ? `${name}, ${member}` : name}</b> {figure(rule, share)} used
          </li>
        ))}
      </ul>
    </>
  );
}
