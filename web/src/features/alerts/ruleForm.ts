// SPDX-License-Identifier: Apache-2.0
import type { AlertRule, Condition, NewRule, Source } from "@/api/alerts";
import { conditionsOf, EMPTY_RULE, GROUPS, isShare, MEASURES } from "./words";

/** What is sent of a rule: nothing of how it stands. */
export function ruleOf(rule: NewRule | AlertRule): NewRule {
  const sent: Record<string, unknown> = {};
  for (const field of Object.keys(EMPTY_RULE)) sent[field] = rule[field as keyof NewRule];
  return sent as unknown as NewRule;
}

const USUAL: Record<Condition["kind"], Condition> = {
  threshold: { kind: "threshold", direction: "above", value: 0 },
  change: { kind: "change", direction: "above", percent: 100 },
  band: { kind: "band", direction: "either", width: 4 },
  slo: { kind: "slo", objective: 0.99, days: 30 },
  missing: { kind: "missing" },
};

export const usual = (kind: Condition["kind"]) => USUAL[kind];

/** Told before a budget is used up. */
const BUDGET: Condition = { kind: "threshold", direction: "above", value: 0.8 };

/** The rule with another source or measure; what no longer fits becomes what is usual. */
export function withMeasure(rule: NewRule, source: Source, wanted: string): NewRule {
  const measure = MEASURES[source].includes(wanted) ? wanted : (MEASURES[source][0] ?? wanted);
  const kinds = conditionsOf({ source, measure }).map(({ id }) => id);
  // A share of a budget is no figure of anything else.
  const begins = !kinds.includes(rule.condition.kind) || (source === "budgets") !== (rule.source === "budgets");
  return {
    ...rule,
    source,
    measure,
    of: measure === rule.measure && source === rule.source ? rule.of : "",
    group_by: GROUPS[source].includes(rule.group_by) ? rule.group_by : "none",
    filter: source === "budgets" ? "" : rule.filter,
    condition: begins ? (source === "budgets" ? BUDGET : USUAL.threshold) : rule.condition,
  };
}

/** Shares are written in percent. */
export const shownFactor = (measure: string) => (isShare(measure) ? 100 : 1);
