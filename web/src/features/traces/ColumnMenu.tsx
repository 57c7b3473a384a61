// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { attributesQuery } from "@/api/queries";
import { Button } from "@/widgets/Button";
import { useSettled, useTimeRange } from "@/widgets/hooks";
import { Popover } from "@/widgets/Popover";
import { knownColumns } from "./columns";
import css from "./Menus.module.css";
import { DEFAULT_COLUMNS, setColumns } from "./url";

const KNOWN = knownColumns(() => "");

export function ColumnMenu({ chosen }: { chosen: readonly string[] }) {
  const attributes = chosen.filter((id) => id.startsWith("attr."));
  const toggle = (id: string) => setColumns(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id]);
  return (
    <Popover icon="columns" label="Columns" title="Choose columns" align="end">
      {() => (
        <div className={css.menu}>
          <AttributeForm onAdd={(key) => setColumns([...chosen.filter((id) => id !== `attr.${key}`), `attr.${key}`])} />
          {KNOWN.map((column) => (
            <label key={column.id} className={css.check}>
              <input type="checkbox" checked={chosen.includes(column.id)} onChange={() => toggle(column.id)} />
              {column.title || "Status"}
            </label>
          ))}
          {attributes.map((id) => (
            <label key={id} className={css.check}>
              <input type="checkbox" checked onChange={() => toggle(id)} />
              <code>{id.slice("attr.".length)}</code>
            </label>
          ))}
          <Button look="quiet" small onClick={() => setColumns(DEFAULT_COLUMNS)}>
            Back to the default columns
          </Button>
        </div>
      )}
    </Popover>
  );
}

function AttributeForm({ onAdd }: { onAdd: (key: string) => void }) {
  const [key, setKey] = useState("");
  const listId = useId();
  const range = useTimeRange();
  const seen = useQuery(attributesQuery(useSettled(key, 200), range));
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (key.trim() !== "") onAdd(key.trim());
        setKey("");
      }}
    >
      <input
        aria-label="Attribute key"
        placeholder="Any attribute…"
        list={listId}
        value={key}
        onChange={(event) => setKey(event.target.value)}
      />
      <datalist id={listId}>
        {seen.data?.keys.map((one) => (
          <option key={one.key} value={one.key} />
        ))}
      </datalist>
      <Button type="submit">Add</Button>
    </form>
  );
}
