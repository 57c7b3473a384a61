// SPDX-License-Identifier: Apache-2.0
import { useId, useState } from "react";
import css from "./FormDialog.module.css";

interface TextFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  type?: string;
  placeholder?: string;
  required?: boolean;
  disabled?: boolean;
  wide?: boolean;
  /** What it probably is: offered while typing, without excluding anything else. */
  known?: readonly string[];
}

const NOTHING: readonly string[] = [];

export function TextField({ label, value, onChange, wide = false, known = NOTHING, ...rest }: TextFieldProps) {
  const list = useId();
  return (
    <label className={wide ? css.wide : undefined}>
      {label}
      <input
        value={value}
        autoComplete="off"
        list={known.length > 0 ? list : undefined}
        {...(rest.type === "number" ? { min: 0, step: "any" } : {})}
        onChange={(event) => onChange(event.target.value)}
        {...rest}
      />
      {known.length > 0 && (
        <datalist id={list}>
          {known.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
    </label>
  );
}

interface NumberFieldProps {
  label: string;
  value: number;
  min?: number;
  max?: number;
  onChange: (value: number) => void;
}

/** Keeps what is typed until it is a number. */
export function NumberField({ label, value, min, max, onChange }: NumberFieldProps) {
  const [text, setText] = useState(String(value));
  const shown = text !== "" && Number(text) === value ? text : text === "" ? "" : String(value);
  return (
    <label>
      {label}
      <input
        required
        type="number"
        step="any"
        min={min}
        max={max}
        value={shown}
        onChange={(event) => {
          setText(event.target.value);
          const typed = event.target.valueAsNumber;
          if (!Number.isNaN(typed)) onChange(typed);
        }}
      />
    </label>
  );
}

interface ChooseProps<Id extends string> {
  label: string;
  value: Id;
  options: readonly { id: Id; title: string }[];
  onChange: (id: Id) => void;
}

export function Choose<Id extends string>({ label, value, options, onChange }: ChooseProps<Id>) {
  return (
    <label>
      {label}
      <select value={value} onChange={(event) => onChange(options.find(({ id }) => id === event.target.value)?.id ?? value)}>
        {options.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
}

/** A box to tick. */
export function Tick({ label, checked, onChange }: { label: string; checked: boolean; onChange: (checked: boolean) => void }) {
  return (
    <label className={css.check}>
      <input type="checkbox" checked={checked} onChange={({ target }) => onChange(target.checked)} />
      {label}
    </label>
  );
}
