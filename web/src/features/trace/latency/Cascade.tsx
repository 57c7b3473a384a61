// SPDX-License-Identifier: Apache-2.0
import type { CallLatency } from "@/api/latency";
import { formatDuration } from "@/base/format";
import { cascade } from "./terms";
import css from "./Latency.module.css";

/** From what is usual to what was measured, term by term; what made it faster is hatched. */
export function Cascade({ call }: { call: CallLatency }) {
  const steps = cascade(call);
  if (steps.length === 0) return null;
  return (
    <ol className={css.cascade} aria-label="From usual to measured">
      {steps.map(({ title, token, ms, left, width, kind }) => (
        <li key={title} className={css[kind]}>
          <span>{title}</span>
          <span className={css.lane} aria-hidden="true">
            <i style={{ left: `${left}%`, width: `max(2px, ${width}%)`, color: `var(${token})` }} />
          </span>
          <b>
            {kind === "more" && "+"}
            {formatDuration(ms)}
          </b>
        </li>
      ))}
    </ol>
  );
}
