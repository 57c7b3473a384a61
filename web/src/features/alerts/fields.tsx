// SPDX-License-Identifier: Apache-2.0
import { useState } from "react";
import css from "./Alerts.module.css";

interface TextFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  type?: string;
  placeholder?: string;
  required?: boolean;
  wide?: boolean;
}

export function TextField({ label, value, onChange, wide = false, ...rest }: TextFieldProps) {
  return (
    <label className={wide ? css.wide : undefined}>
      {label}
      <input value={value} onChange={(event) => onChange(event.target.value)} {...rest} />
    </label>
  );
}

interface NumberFieldProps {
  label: string;
  value: number;
  min?: number;
  onChange: (value: number) => void;
}

/** Keeps what is typed until it is a number. */
export function NumberField({ label, value, min, onChange }: NumberFieldProps) {
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
