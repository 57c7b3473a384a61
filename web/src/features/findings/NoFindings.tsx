// SPDX-License-Identifier: Apache-2.0
import type { Rule } from "@/api/findings";
import { EmptyNotice } from "@/widgets/Notice";
import css from "./Findings.module.css";
import { ruleTitle } from "./words";

/** What findings are, and what would appear here. */
export function NoFindings({ filtered, rules }: { filtered: boolean; rules: readonly Rule[] }) {
  if (filtered) {
    return (
      <EmptyNotice title="No finding fits">
        <p>Remove a term or a choice, or choose a longer time range.</p>
      </EmptyNotice>
    );
  }
  return (
    <>
      <EmptyNotice title="Nothing found in this time range">
        <p className={css.about}>
          Each run is checked when it ends. What its rules find is gathered here over all runs, with what it cost and what to do
          about it. Runs below 20,000 input tokens and five calls are not judged.
        </p>
      </EmptyNotice>
      {rules.length > 0 && (
        <dl className={css.rules}>
          {rules.map(({ rule, name, about, warning, critical }) => (
            <div key={rule}>
              <dt>{ruleTitle(name)}</dt>
              <dd>{about}</dd>
              <dd className={css.quiet}>
                {[warning && `warning ${warning}`, critical && `critical ${critical}`].filter(Boolean).join(" · ")}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}
