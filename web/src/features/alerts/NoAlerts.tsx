// SPDX-License-Identifier: Apache-2.0
import type { NewRule } from "@/api/alerts";
import { Button } from "@/widgets/Button";
import { EmptyNotice } from "@/widgets/Notice";
import css from "./Alerts.module.css";
import { READY_RULES } from "./words";

/** Nothing is watched yet: three rules to begin with, each shown over the past before it is kept. */
export function NoAlerts({ onChoose }: { onChoose: (rule: NewRule) => void }) {
  return (
    <EmptyNotice title="Nothing is watched yet">
      <p>Begin with one of these. You see what it would have done in the last day before you keep it.</p>
      <ul className={css.ready}>
        {READY_RULES.map(({ about, rule }) => (
          <li key={rule.name}>
            <h3>{rule.name}</h3>
            <p>{about}</p>
            <Button small onClick={() => onChoose(rule)} aria-label={`Look at ${rule.name}`}>
              Look at it
            </Button>
          </li>
        ))}
      </ul>
    </EmptyNotice>
  );
}
