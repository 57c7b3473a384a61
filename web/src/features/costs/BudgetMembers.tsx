// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { budgetUseQuery, type Budget, type BudgetMember } from "@/api/budgets";
import { shortId } from "@/base/format";
import { Fold } from "@/widgets/Fold";
import { Link } from "@/widgets/Link";
import css from "./Budgets.module.css";
import { barPlaces, stateWords, tracesHref, usedWords } from "./budgetFigures";
import { UseLine } from "./UseLine";

const SHOWN = 3;

/** Who uses what a budget limits, the one that uses most first. */
export function BudgetMembers({ budget }: { budget: Budget }) {
  if (!budget.members) return <p className={css.quiet}>Not evaluated yet</p>;
  if (budget.members.length === 0) return <p className={css.quiet}>Nothing was used</p>;
  const rest = budget.members.slice(SHOWN);
  return (
    <>
      <List budget={budget} members={budget.members.slice(0, SHOWN)} />
      {rest.length > 0 && (
        <Fold className={css.rest} summary={`${rest.length} more`}>
          <List budget={budget} members={rest} />
        </Fold>
      )}
    </>
  );
}

function List({ budget, members }: { budget: Budget; members: readonly BudgetMember[] }) {
  const hasPast = budget.period !== "run";
  const { data: use } = useQuery({ ...budgetUseQuery(budget.id), enabled: hasPast });
  return (
    <ul className={hasPast ? `${css.members} ${css.withPast}` : css.members}>
      {members.map((member) => (
        <li key={`${member.member} ${member.trace_id}`} className={css[member.state]}>
          <Link href={tracesHref(budget, member)} className={css.door}>
            {doorText(member)}
          </Link>
          {hasPast && <UseLine budget={budget} use={use} member={member.member} />}
          <Bar limit={budget.limit} member={member} />
          <span className={css.used}>{usedWords(budget, member)}</span>
          <span className={css.state}>{stateWords(budget, member)}</span>
        </li>
      ))}
    </ul>
  );
}

function doorText({ member, trace_id: run }: BudgetMember): string {
  if (run === "") return member === "" ? "Traces" : member;
  return member === "" ? `Run ${shortId(run)}` : `${member}, run ${shortId(run)}`;
}

/** What is used, where the limit is, and where it is heading. */
function Bar({ limit, member }: { limit: number; member: BudgetMember }) {
  const places = barPlaces(limit, member);
  return (
    <span className={css.bar} aria-hidden="true">
      {places.forecast !== null && <span className={css.forecast} style={{ width: `${places.forecast}%` }} />}
      <span className={css.fill} style={{ width: `${places.used}%` }} />
      <span className={css.limit} style={{ left: `${places.limit}%` }} />
    </span>
  );
}
