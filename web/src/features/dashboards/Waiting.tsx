// SPDX-License-Identifier: Apache-2.0
import { useState } from "react";
import type { PanelState } from "@/api/dashboards";
import type { Panel } from "@/base/dashboard";
import { plural } from "@/base/format";
import { Button } from "@/widgets/Button";
import css from "./Dashboards.module.css";

interface WaitingProps {
  panels: readonly Panel[];
  states: ReadonlyMap<string, PanelState>;
  /** Shown in full where there is nothing else. */
  open?: boolean;
}

/** Panels without data, in one line that opens to say what each needs. */
export function Waiting({ panels, states, open: whole = false }: WaitingProps) {
  const [opened, setOpened] = useState(false);
  const open = whole || opened;
  if (panels.length === 0) return null;
  return (
    <section className={css.waiting} aria-label="Panels without data">
      {!whole && (
        <Button small look="quiet" icon={open ? "down" : "right"} aria-expanded={open} onClick={() => setOpened(!opened)}>
          {plural(panels.length, "panel waits", "panels wait")} for data
        </Button>
      )}
      {open && <Needs panels={panels} states={states} />}
    </section>
  );
}

/** What several panels need alike is said once. */
function Needs({ panels, states }: Pick<WaitingProps, "panels" | "states">) {
  const titles = new Map<string, string[]>();
  for (const { id, title } of panels) {
    const needs = states.get(id)?.empty ?? "";
    titles.set(needs, [...(titles.get(needs) ?? []), title]);
  }
  return (
    <dl>
      {[...titles].map(([needs, of]) => (
        <div key={needs}>
          <dt>{of.join(", ")}</dt>
          <dd>{needs}</dd>
        </div>
      ))}
    </dl>
  );
}
