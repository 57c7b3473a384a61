// SPDX-License-Identifier: Apache-2.0
import { Button, IconButton } from "@/widgets/Button";
import css from "./Settings.module.css";
import type { ClassRow } from "./settingsForm";

const MOST = 10;

/** What is good enough, for each class of service. */
export function Classes({ rows, onChange }: { rows: readonly ClassRow[]; onChange: (rows: ClassRow[]) => void }) {
  const set = (index: number, change: Partial<ClassRow>) =>
    onChange(rows.map((row, at) => (at === index ? { ...row, ...change } : row)));
  return (
    <fieldset>
      <legend>What is good enough</legend>
      <p>
        Goodput is the share of calls that meet all limits of a class of service. A limit that is left empty does not matter; with
        no class at all the usual three come back.
      </p>
      {rows.map((row, index) => (
        // Rows have no identity but their place: names are being typed.
        <div key={index} className={css.row}>
          <label>
            Class
            <input required maxLength={60} value={row.name} onChange={({ target }) => set(index, { name: target.value })} />
          </label>
          <Limit label="First token, ms" value={row.ttft} onChange={(ttft) => set(index, { ttft })} />
          <Limit label="Each further token, ms" value={row.tpot} onChange={(tpot) => set(index, { tpot })} />
          <IconButton
            icon="close"
            label={`Remove the class ${row.name || "without a name"}`}
            onClick={() => onChange(rows.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <Button small disabled={rows.length >= MOST} onClick={() => onChange([...rows, { name: "", ttft: "", tpot: "" }])}>
        Add class
      </Button>
    </fieldset>
  );
}

function Limit({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  return (
    <label>
      {label}
      <input
        type="number"
        min={0}
        step="any"
        placeholder="does not matter"
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
    </label>
  );
}
