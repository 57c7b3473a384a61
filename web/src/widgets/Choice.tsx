// SPDX-License-Identifier: Apache-2.0
import { Button } from "./Button";
import css from "./Choice.module.css";

interface ChoiceProps<Id extends string> {
  label: string;
  options: readonly { id: Id; title: string; disabled?: string | undefined }[];
  value: Id;
  onChange: (id: Id) => void;
}

/** One of a few, each in sight. `disabled` says why an option cannot be chosen. */
export function Choice<Id extends string>({ label, options, value, onChange }: ChoiceProps<Id>) {
  return (
    <div className={css.choice} role="group" aria-label={label}>
      {options.map(({ id, title, disabled }) => (
        <Button
          key={id}
          small
          look="quiet"
          aria-pressed={id === value}
          disabled={disabled !== undefined}
          title={disabled}
          onClick={() => onChange(id)}
        >
          {title}
        </Button>
      ))}
    </div>
  );
}
