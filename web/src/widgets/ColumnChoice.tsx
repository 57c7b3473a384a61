// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from "react";
import { Button } from "./Button";
import css from "./ColumnChoice.module.css";
import { Popover } from "./Popover";

interface ColumnChoiceProps {
  columns: readonly { id: string; title: ReactNode }[];
  chosen: readonly string[];
  /** Null goes back to the default columns. */
  onChange: (ids: readonly string[] | null) => void;
  /** Above the list. */
  children?: ReactNode;
}

/** Which columns a table shows. */
export function ColumnChoice({ columns, chosen, onChange, children }: ColumnChoiceProps) {
  const toggle = (id: string) => onChange(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id]);
  return (
    <Popover icon="columns" label="Columns" title="Choose columns" align="end">
      {() => (
        <div className={css.menu}>
          {children}
          {columns.map(({ id, title }) => (
            <label key={id} className={css.check}>
              <input type="checkbox" checked={chosen.includes(id)} onChange={() => toggle(id)} />
              {title}
            </label>
          ))}
          <Button look="quiet" small onClick={() => onChange(null)}>
            Back to the default columns
          </Button>
        </div>
      )}
    </Popover>
  );
}
