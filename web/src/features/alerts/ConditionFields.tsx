// SPDX-License-Identifier: Apache-2.0
import type { Condition, NewRule } from "@/api/alerts";
import { Choose, NumberField } from "@/widgets/fields";
import { shownFactor, usual } from "./ruleForm";
import { conditionsOf } from "./words";

/** When the measure is bad. */
export function ConditionFields({ rule, onChange }: { rule: NewRule; onChange: (rule: NewRule) => void }) {
  const { condition } = rule;
  const set = (change: Partial<Condition>) => onChange({ ...rule, condition: { ...condition, ...change } });
  const percent = shownFactor(rule.measure) === 100;
  return (
    <>
      <Choose
        label="Fires when"
        value={condition.kind}
        options={conditionsOf(rule)}
        onChange={(kind) => onChange({ ...rule, condition: usual(kind) })}
      />
      {condition.direction && (
        <Choose
          label="Direction"
          value={condition.direction}
          options={(condition.kind === "threshold" ? (["above", "below"] as const) : (["above", "below", "either"] as const)).map(
            (one) => ({ id: one, title: one }),
          )}
          onChange={(direction) => set({ direction })}
        />
      )}
      {condition.kind === "threshold" && (
        <NumberField
          label={percent ? "Value, %" : "Value"}
          value={round((condition.value ?? 0) * shownFactor(rule.measure))}
          onChange={(value) => set({ value: value / shownFactor(rule.measure) })}
        />
      )}
      {condition.kind === "change" && (
        <NumberField label="Percent" min={1} value={condition.percent ?? 0} onChange={(value) => set({ percent: value })} />
      )}
      {condition.kind === "band" && (
        <NumberField label="Median deviations" min={0.5} value={condition.width ?? 0} onChange={(width) => set({ width })} />
      )}
      {condition.kind === "slo" && (
        <>
          <NumberField
            label="Objective, % good"
            value={round((condition.objective ?? 0) * 100)}
            onChange={(value) => set({ objective: value / 100 })}
          />
          <NumberField label="Period, days" min={1} value={condition.days ?? 0} onChange={(days) => set({ days })} />
        </>
      )}
    </>
  );
}

const DIGITS = 1e6;
const round = (value: number) => Math.round(value * DIGITS) / DIGITS;
