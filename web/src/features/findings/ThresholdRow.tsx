// SPDX-License-Identifier: Apache-2.0
import { useState } from "react";
import type { Threshold, ThresholdChange } from "@/api/findings";
import { formatCount, NONE } from "@/base/format";
import { Button } from "@/widgets/Button";
import css from "./Thresholds.module.css";

interface ThresholdRowProps {
  threshold: Threshold;
  title: string;
  pending: boolean;
  onSave: (change: ThresholdChange) => void;
}

const text = (value: number | null | undefined) => (value == null ? "" : String(value));
const numberOf = (value: string) => (value.trim() === "" ? null : Number(value));

/** One rule for everyone or for an agent; what is typed counts when it is saved. */
export function ThresholdRow({ threshold, title, pending, onSave }: ThresholdRowProps) {
  const { rule, agent, unit, enabled, learned } = threshold;
  const [warning, setWarning] = useState(text(threshold.warning));
  const [critical, setCritical] = useState(text(threshold.critical));
  const changed = warning !== text(threshold.warning) || critical !== text(threshold.critical);
  const asDefault = threshold.warning === threshold.default_warning && threshold.critical === threshold.default_critical;
  const words = `${title}${agent ? ` for ${agent}` : ""}`;
  const key = { rule, ...(agent ? { agent } : {}) };
  return (
    <tr>
      <th scope="row" title={rule}>
        {title}
      </th>
      <td>{agent ?? <span className={css.muted}>every agent</span>}</td>
      <td>
        <NumberField label={`Warning: ${words}`} value={warning} unit={unit} onChange={setWarning} />
      </td>
      <td>
        <NumberField label={`Critical: ${words}`} value={critical} unit={unit} onChange={setCritical} />
      </td>
      <td className={css.muted} title={learned ? `From ${learned.runs} runs` : "Needs 50 runs"}>
        {learned ? `${formatCount(learned.p95)} ${unit ?? ""}` : NONE}
      </td>
      <td>
        <input
          type="checkbox"
          aria-label={`On: ${words}`}
          checked={enabled}
          disabled={pending}
          onChange={(event) => onSave({ ...key, enabled: event.target.checked })}
        />
      </td>
      <td className={css.actions}>
        {changed && (
          <Button
            small
            look="primary"
            disabled={pending}
            onClick={() => onSave({ ...key, warning: numberOf(warning), critical: numberOf(critical) })}
          >
            Save
          </Button>
        )}
        {!changed && !asDefault && (
          <Button
            small
            disabled={pending}
            aria-label={`Back to the default: ${words}`}
            title={`${text(threshold.default_warning)} and ${text(threshold.default_critical)} ${unit ?? ""}`}
            onClick={() => onSave({ ...key, warning: threshold.default_warning, critical: threshold.default_critical })}
          >
            Default
          </Button>
        )}
      </td>
    </tr>
  );
}

interface NumberFieldProps {
  label: string;
  value: string;
  unit: string | null | undefined;
  onChange: (value: string) => void;
}

function NumberField({ label, value, unit, onChange }: NumberFieldProps) {
  return (
    <span className={css.number}>
      <input
        type="number"
        min={0}
        step="any"
        aria-label={label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      {unit}
    </span>
  );
}
