// SPDX-License-Identifier: Apache-2.0
import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { attributesQuery } from "@/api/queries";
import { Button } from "@/widgets/Button";
import { ColumnChoice } from "@/widgets/ColumnChoice";
import { useSettled, useTimeRange } from "@/widgets/hooks";
import { knownColumns } from "./columns";
import css from "./Menus.module.css";
import { DEFAULT_COLUMNS, setColumns } from "./url";

const KNOWN = knownColumns(() => "");

export function ColumnMenu({ chosen }: { chosen: readonly string[] }) {
  const attributes = chosen.filter((id) => id.startsWith("attr."));
  const columns = [
    ...KNOWN.map(({ id, title }) => ({ id, title: title || "Status" })),
    ...attributes.map((id) => ({ id, title: <code>{id.slice("attr.".length)}</code> })),
  ];
  return (
    <ColumnChoice columns={columns} chosen={chosen} onChange={(ids) => setColumns(ids ?? DEFAULT_COLUMNS)}>
      <AttributeForm onAdd={(key) => setColumns([...chosen.filter((id) => id !== `attr.${key}`), `attr.${key}`])} />
    </ColumnChoice>
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
