// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { fieldsQuery } from "@/api/queries";
import type { Variable } from "@/base/dashboard";
import { Button } from "@/widgets/Button";
import { FormDialog } from "@/widgets/FormDialog";
import css from "./Dashboards.module.css";

const MOST = 10;

interface VariablesDialogProps {
  variables: readonly Variable[];
  onClose: () => void;
  onKeep: (variables: Variable[]) => void;
}

/** What can be chosen for the whole dashboard. Filters name a variable as `$name`. */
export function VariablesDialog({ variables, onClose, onKeep }: VariablesDialogProps) {
  const [draft, setDraft] = useState<Variable[]>([...variables]);
  const set = (index: number, change: Partial<Variable>) =>
    setDraft(draft.map((one, at) => (at === index ? { ...one, ...change } : one)));
  return (
    <FormDialog
      label="Variables"
      title="Variables"
      save="Keep variables"
      saving={false}
      error={null}
      onSave={() => onKeep(draft)}
      onClose={onClose}
    >
      <p className={`${css.wide} ${css.quiet}`}>
        A variable is chosen above the panels. In a filter, <code>service:$service</code> means the chosen service, or every one.
      </p>
      {draft.map((variable, index) => (
        <fieldset key={index} className={`${css.wide} ${css.query}`}>
          <legend>Variable {index + 1}</legend>
          <label>
            Name
            <input
              required
              pattern="[a-z][a-z0-9_]*"
              value={variable.name}
              onChange={(event) => set(index, { name: event.target.value })}
            />
          </label>
          <label>
            Title
            <input value={variable.label ?? ""} onChange={(event) => set(index, { label: event.target.value })} />
          </label>
          <Origin variable={variable} onChange={(from) => set(index, { from })} />
          <Button small look="quiet" onClick={() => setDraft(draft.filter((_, at) => at !== index))}>
            Remove variable
          </Button>
        </fieldset>
      ))}
      {draft.length < MOST && (
        <div className={css.wide}>
          <Button
            small
            onClick={() => setDraft([...draft, { name: freeName(draft), label: "Service", from: { field: "service" } }])}
          >
            Add variable
          </Button>
        </div>
      )}
    </FormDialog>
  );
}

function freeName(taken: readonly Variable[]): string {
  const names = new Set(taken.map(({ name }) => name));
  for (let number = 2; ; number++) {
    if (!names.has("service")) return "service";
    if (!names.has(`service_${number}`)) return `service_${number}`;
  }
}

/** Where its values come from: a field of spans, or a label of a metric. */
function Origin({ variable: { from }, onChange }: { variable: Variable; onChange: (from: Variable["from"]) => void }) {
  const id = useId();
  const { data } = useQuery(fieldsQuery());
  return (
    <>
      <label>
        Values from
        <select
          value={"metric" in from ? "metric" : "field"}
          onChange={(event) =>
            onChange(event.target.value === "metric" ? { metric: "", label: "service" } : { field: "service" })
          }
        >
          <option value="field">a field of spans</option>
          <option value="metric">a label of a metric</option>
        </select>
      </label>
      {"metric" in from ? (
        <>
          <label>
            Metric
            <input required value={from.metric} onChange={(event) => onChange({ ...from, metric: event.target.value })} />
          </label>
          <label>
            Label
            <input required value={from.label} onChange={(event) => onChange({ ...from, label: event.target.value })} />
          </label>
        </>
      ) : (
        <label>
          Field
          <input required list={id} value={from.field} onChange={(event) => onChange({ field: event.target.value })} />
          <datalist id={id}>
            {data?.fields.map(({ name }) => (
              <option key={name}>{name}</option>
            ))}
          </datalist>
        </label>
      )}
    </>
  );
}
