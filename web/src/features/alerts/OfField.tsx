// SPDX-License-Identifier: Apache-2.0
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { NewRule } from "@/api/alerts";
import { budgetsQuery } from "@/api/budgets";
import { issuesQuery } from "@/api/findings";
import { metricsQuery } from "@/api/queries";
import { VERDICTS } from "@/base/verdicts";
import { Choose, TextField } from "@/widgets/fields";
import { useSettled, useTimeRange } from "@/widgets/hooks";
import { ofTitle } from "./words";

const TYPING_MILLIS = 250;

interface OfFieldProps {
  rule: NewRule;
  onChange: (of: string) => void;
}

/** What a measure is of: picked from what there is, where that can be known. */
export function OfField({ rule, onChange }: OfFieldProps) {
  const label = ofTitle(rule);
  if (label === null) return null;
  if (rule.measure === "verdict_share") {
    const options = [
      { id: "", title: "choose one" },
      ...VERDICTS.filter(({ side }) => side !== "nobody").map(({ id, title }) => ({ id, title })),
    ];
    return <Choose label={label} value={rule.of} options={options} onChange={onChange} />;
  }
  if (rule.source === "metric") return <MetricField label={label} value={rule.of} onChange={onChange} />;
  if (rule.source === "findings") return <FindingField label={label} value={rule.of} onChange={onChange} />;
  if (rule.source === "budgets") return <BudgetField label={label} value={rule.of} onChange={onChange} />;
  return <TextField required type="number" label={label} value={rule.of} onChange={onChange} />;
}

interface FieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

function MetricField({ label, value, onChange }: FieldProps) {
  const { data } = useInfiniteQuery(metricsQuery(useSettled(value, TYPING_MILLIS)));
  const names = data?.pages.flatMap(({ metrics }) => metrics.map(({ name }) => name));
  return <TextField required label={label} value={value} known={names ?? []} onChange={onChange} />;
}

function FindingField({ label, value, onChange }: FieldProps) {
  const question = { q: "", status: "", severity: "", rule: "", sort: "" };
  const { data } = useQuery(issuesQuery(question, useTimeRange()));
  const rules = data?.rules.map(({ rule, name }) => ({ id: rule, title: `${rule} ${name}` })) ?? [];
  return <Choose label={label} value={value} options={withValue(rules, value, "all rules")} onChange={onChange} />;
}

function BudgetField({ label, value, onChange }: FieldProps) {
  const { data } = useQuery(budgetsQuery());
  const budgets = data?.budgets.map(({ id, name }) => ({ id, title: name })) ?? [];
  return <Choose label={label} value={value} options={withValue(budgets, value, "all budgets")} onChange={onChange} />;
}

/** Options with the one that is chosen, also when it is not known any more. */
function withValue(options: readonly { id: string; title: string }[], value: string, all: string) {
  const known = value === "" || options.some(({ id }) => id === value);
  return [{ id: "", title: all }, ...options, ...(known ? [] : [{ id: value, title: value }])];
}
