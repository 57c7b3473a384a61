// SPDX-License-Identifier: Apache-2.0
import type { TraceSummary } from "@/api/types";
import { compareTracesHref } from "@/base/links";
import { navigate } from "@/base/location";
import { Button } from "@/widgets/Button";
import type { Column } from "@/widgets/DataTable";
import css from "./TracesPage.module.css";

/** Chooses a trace for a comparison; of three the two latest count. */
export function pickColumn(picked: readonly string[], onPick: (ids: string[]) => void): Column<TraceSummary> {
  return {
    id: "pick",
    title: "",
    hint: "Choose two to compare them",
    width: "44px",
    cell: ({ trace_id: id, name }) => (
      <input
        type="checkbox"
        aria-label={`Compare ${name ?? id}`}
        checked={picked.includes(id)}
        onChange={({ target }) => onPick(target.checked ? [...picked, id].slice(-2) : picked.filter((one) => one !== id))}
      />
    ),
  };
}

/** What was chosen, and what to do with it. */
export function Picked({ picked, onClear }: { picked: readonly string[]; onClear: () => void }) {
  const [a, b] = picked;
  if (a === undefined) return null;
  return (
    <div className={css.live} role="status">
      {b === undefined ? "One trace is chosen: choose another one to compare them" : "Two traces are chosen"}{" "}
      {b !== undefined && (
        <Button small look="primary" onClick={() => navigate(compareTracesHref(a, b))}>
          Compare them
        </Button>
      )}{" "}
      <Button small onClick={onClear}>
        Clear
      </Button>
    </div>
  );
}
