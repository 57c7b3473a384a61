// SPDX-License-Identifier: Apache-2.0
import type { Budget, BudgetMember, BudgetUnit } from "@/api/budgets";
import { term } from "@/base/filter";
import { formatCost, formatCount, formatPercent, plural } from "@/base/format";
import { withSearch } from "@/base/location";

const PERIOD_WORDS = { hour: "an hour", day: "a day", month: "a month", run: "a run" } as const;
const UNKNOWN_WORDS = { usd: "no known price", tokens: "no known tokens" } as const;

const short = (amount: number, unit: BudgetUnit) => (unit === "usd" ? formatCost(amount) : formatCount(Math.round(amount)));
const formatAmount = (amount: number, unit: BudgetUnit) => short(amount, unit) + (unit === "usd" ? "" : " tokens");

/** "Each service, $5.00 a day" */
export function budgetTerms({ scope, limit, unit, period }: Budget): string {
  const whose =
    scope.kind === "project"
      ? "Whole project"
      : scope.value === "*"
        ? `Each ${scope.kind}`
        : `${scope.kind[0]?.toUpperCase()}${scope.kind.slice(1)} ${scope.value}`;
  return `${whose}, ${formatAmount(limit, unit)} ${PERIOD_WORDS[period]}`;
}

/** How a member stands, in words that need no colour. */
export function stateWords(budget: Budget, member: BudgetMember): string {
  const unknown = member.unknown_calls > 0 ? `${plural(member.unknown_calls, "call")} with ${UNKNOWN_WORDS[budget.unit]}` : "";
  const willExceed = member.forecast !== null && member.forecast > budget.limit;
  switch (member.state) {
    case "exceeded":
      return `Exceeded by ${formatAmount(member.used - budget.limit, budget.unit)}`;
    case "unknown":
      return `Unknown: ${unknown}`;
    case "warning":
      return ["Nearly used up", willExceed && "will be exceeded at this rate", unknown].filter(Boolean).join(", ");
    case "ok":
      return willExceed ? "Will be exceeded at this rate" : "Within the limit";
  }
}

/** "$4.00 of $5.00, 80 %; $6.10 by the end" */
export function usedWords({ limit, unit }: Budget, { used, forecast }: BudgetMember): string {
  const end = forecast === null ? "" : `; ${short(forecast, unit)} by the end`;
  return `${short(used, unit)} of ${formatAmount(limit, unit)}, ${formatPercent(used, limit)}${end}`;
}

/** Places on the bar in percent: it ends at whatever is most. */
export function barPlaces(
  limit: number,
  { used, forecast }: BudgetMember,
): { used: number; limit: number; forecast: number | null } {
  const whole = Math.max(limit, used, forecast ?? 0);
  const place = (amount: number) => (100 * amount) / whole;
  return { used: place(used), limit: place(limit), forecast: forecast === null ? null : place(forecast) };
}

/** The traces that count, those that used most first; for a run the run itself. */
export function tracesHref(budget: Budget, member: BudgetMember): string {
  if (member.trace_id !== "") return `/traces/${member.trace_id}`;
  const search = new URLSearchParams();
  search.set("q", budget.scope.kind === "project" ? "llm_calls>0" : term(budget.scope.kind, member.member));
  search.set("sort", budget.unit === "usd" ? "-cost_usd" : "-input_tokens");
  if (budget.period_begin) search.set("from", budget.period_begin);
  if (budget.period_end) search.set("to", budget.period_end);
  return withSearch("/traces", search);
}
