// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { channelsQuery, previewQuery, type AlertRule, type NewRule } from "@/api/alerts";
import { post, put, remove } from "@/api/client";
import { navigate, keepRange } from "@/base/location";
import { Choose, NumberField, TextField, Tick } from "@/widgets/fields";
import { FormDialog, Wide } from "@/widgets/FormDialog";
import { useSettled } from "@/widgets/hooks";
import { BudgetPreview } from "./BudgetPreview";
import { ConditionFields } from "./ConditionFields";
import { FilterFields } from "./FilterFields";
import { OfField } from "./OfField";
import { PreviewChart } from "./PreviewChart";
import { ruleOf, withMeasure } from "./ruleForm";
import { countedOf, GROUPS, measureTitle, MEASURES, SOURCES } from "./words";

const SETTLE_MS = 500;
const SEVERITIES = ["critical", "warning", "info"] as const;

/** Adds a rule, or changes or removes the one that is given; shows what it would have done. */
export function RuleDialog({ rule, onClose }: { rule: NewRule | AlertRule; onClose: () => void }) {
  const client = useQueryClient();
  const [draft, setDraft] = useState(() => ruleOf(rule));
  const id = "id" in rule ? rule.id : null;
  const path = `/alerts/${encodeURIComponent(id ?? "")}`;
  const set = (change: Partial<NewRule>) => setDraft({ ...draft, ...change });
  // Who is told and what it is called changes nothing of the past.
  const asked = useSettled(draft, SETTLE_MS);
  const past = useQuery(previewQuery({ ...asked, name: "preview", channels: [], template: "", severity: "info" }));
  const onSuccess = async () => {
    await client.invalidateQueries({ queryKey: ["alerts"] });
    onClose();
  };
  const save = useMutation({ mutationFn: () => (id ? put(path, draft) : post("/alerts", draft)), onSuccess });
  const drop = useMutation({
    mutationFn: () => remove(path),
    onSuccess: () => {
      navigate(keepRange("/alerts"));
      return onSuccess();
    },
  });
  const isOfBudgets = draft.source === "budgets";
  return (
    <FormDialog
      label={id ? `Alert ${rule.name}` : "New alert"}
      title={id ? "Change alert" : "New alert"}
      save="Save alert"
      saving={save.isPending}
      error={save.error ?? drop.error}
      drop={id === null ? null : { title: "Remove alert", pending: drop.isPending, run: () => drop.mutate() }}
      onSave={() => save.mutate()}
      onClose={onClose}
    >
      <TextField wide required label="Name" value={draft.name} onChange={(name) => set({ name })} />
      <Choose
        label="Watch"
        value={draft.source}
        options={SOURCES}
        onChange={(source) => setDraft(withMeasure(draft, source, draft.measure))}
      />
      <Choose
        label="Measure"
        value={draft.measure}
        options={MEASURES[draft.source].map((one) => ({ id: one, title: measureTitle(one) }))}
        onChange={(measure) => setDraft(withMeasure(draft, draft.source, measure))}
      />
      <OfField rule={draft} onChange={(of) => set({ of })} />
      {GROUPS[draft.source].length > 1 && (
        <Choose
          label="Grouped by"
          value={draft.group_by}
          options={GROUPS[draft.source].map((one) => ({ id: one, title: one === "none" ? "nothing: all together" : one }))}
          onChange={(group_by) => set({ group_by })}
        />
      )}
      {!isOfBudgets && (
        <FilterFields
          filter={draft.filter}
          ofMetric={draft.source === "metric"}
          onChange={(filter) => setDraft((now) => ({ ...now, filter }))}
        />
      )}
      <ConditionFields rule={draft} onChange={setDraft} />
      {!isOfBudgets && (
        <>
          <NumberField
            label="Window, minutes"
            min={1}
            value={draft.window_minutes}
            onChange={(window_minutes) => set({ window_minutes })}
          />
          {draft.source !== "metric" && (
            <NumberField
              label={`Minimum number of ${countedOf(draft.source)}`}
              min={0}
              value={draft.at_least}
              onChange={(at_least) => set({ at_least })}
            />
          )}
        </>
      )}
      <NumberField
        label="Pending for, minutes, until it fires"
        min={0}
        value={draft.for_minutes}
        onChange={(for_minutes) => set({ for_minutes })}
      />
      <NumberField
        label="Normal for, minutes, until resolved"
        min={0}
        value={draft.keep_minutes}
        onChange={(keep_minutes) => set({ keep_minutes })}
      />
      <Wide label="Preview">
        {isOfBudgets && past.data?.groups.length === 0 ? (
          <BudgetPreview rule={draft} />
        ) : (
          <PreviewChart rule={asked} past={past.data} error={past.error} />
        )}
      </Wide>
      <Choose
        label="Severity"
        value={draft.severity}
        options={SEVERITIES.map((one) => ({ id: one, title: one }))}
        onChange={(severity) => set({ severity })}
      />
      <Choose
        label="State"
        value={draft.enabled ? "on" : "off"}
        options={[
          { id: "on", title: "on" },
          { id: "off", title: "off" },
        ]}
        onChange={(state) => set({ enabled: state === "on" })}
      />
      <Told chosen={draft.channels} onChange={(channels) => set({ channels })} />
      <TextField
        wide
        label="Sentence, empty for the usual one; {rule} {group} {state} {value} {threshold} {since}"
        value={draft.template}
        onChange={(template) => set({ template })}
      />
    </FormDialog>
  );
}

function Told({ chosen, onChange }: { chosen: readonly string[]; onChange: (channels: string[]) => void }) {
  const { data } = useQuery(channelsQuery());
  return (
    <Wide>
      <fieldset>
        <legend>Who is told</legend>
        {data?.channels.length === 0 && "No channel yet: Alerts → Channels adds one."}
        {data?.channels.map(({ id, name, kind }) => (
          <Tick
            key={id}
            label={`${name} (${kind})`}
            checked={chosen.includes(id)}
            onChange={(ticked) => onChange(ticked ? [...chosen, id] : chosen.filter((one) => one !== id))}
          />
        ))}
      </fieldset>
    </Wide>
  );
}
