// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { channelsQuery, previewQuery, type AlertRule, type NewRule } from "@/api/alerts";
import { post, put, remove } from "@/api/client";
import { navigate, keepRange } from "@/base/location";
import { Button, IconButton } from "@/widgets/Button";
import { Dialog } from "@/widgets/Dialog";
import { useSettled } from "@/widgets/hooks";
import { ErrorNotice } from "@/widgets/Notice";
import css from "./Alerts.module.css";
import { ConditionFields } from "./ConditionFields";
import { Choose, NumberField, TextField } from "./fields";
import { PreviewChart } from "./PreviewChart";
import { ruleOf, withMeasure } from "./ruleForm";
import { GROUPS, measureTitle, MEASURES, ofTitle, SOURCES } from "./words";

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
  const error = save.error ?? drop.error;
  const of = ofTitle(draft);
  return (
    <Dialog label={id ? `Alert ${rule.name}` : "New alert"} onClose={onClose}>
      <header className={css.dialogHead}>
        <h2>{id ? "Change alert" : "New alert"}</h2>
        <IconButton icon="close" label="Close" onClick={onClose} />
      </header>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
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
        {of && <TextField label={of} value={draft.of} onChange={(value) => set({ of: value })} />}
        <Choose
          label="Each alone"
          value={draft.group_by}
          options={GROUPS[draft.source].map((one) => ({ id: one, title: one === "none" ? "all together" : one }))}
          onChange={(group_by) => set({ group_by })}
        />
        {draft.source !== "budgets" && (
          <TextField
            wide
            label="Filter"
            placeholder="service:checkout  -model:gpt-4o"
            value={draft.filter}
            onChange={(filter) => set({ filter })}
          />
        )}
        <ConditionFields rule={draft} onChange={setDraft} />
        <NumberField
          label="Window, minutes"
          min={1}
          value={draft.window_minutes}
          onChange={(window_minutes) => set({ window_minutes })}
        />
        <NumberField label="At least so many" min={0} value={draft.at_least} onChange={(at_least) => set({ at_least })} />
        <NumberField
          label="Bad for, minutes"
          min={0}
          value={draft.for_minutes}
          onChange={(for_minutes) => set({ for_minutes })}
        />
        <NumberField
          label="Well for, minutes, until resolved"
          min={0}
          value={draft.keep_minutes}
          onChange={(keep_minutes) => set({ keep_minutes })}
        />
        <section className={css.wide} aria-label="Preview">
          <PreviewChart rule={asked} past={past.data} error={past.error} />
        </section>
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
        {error && (
          <div className={css.wide}>
            <ErrorNotice error={error} />
          </div>
        )}
        <footer className={css.wide}>
          {id && (
            <Button look="danger" disabled={drop.isPending} onClick={() => drop.mutate()}>
              Remove alert
            </Button>
          )}
          <span className={css.gap} />
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={save.isPending}>
            Save alert
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}

function Told({ chosen, onChange }: { chosen: readonly string[]; onChange: (channels: string[]) => void }) {
  const { data } = useQuery(channelsQuery());
  return (
    <fieldset className={css.wide}>
      <legend>Who is told</legend>
      {data?.channels.length === 0 && "No channel yet: Alerts → Channels adds one."}
      {data?.channels.map(({ id, name, kind }) => (
        <label key={id} className={css.check}>
          <input
            type="checkbox"
            checked={chosen.includes(id)}
            onChange={({ target }) => onChange(target.checked ? [...chosen, id] : chosen.filter((one) => one !== id))}
          />
          {name} ({kind})
        </label>
      ))}
    </fieldset>
  );
}
