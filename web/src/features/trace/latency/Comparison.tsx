// SPDX-License-Identifier: Apache-2.0
import type { CallLatency } from "@/api/latency";
import { formatDuration, NONE } from "@/base/format";
import css from "./Latency.module.css";
import { change } from "./words";

const ROWS = [
  { field: "e2e_ms", title: "End to end", about: "From the start of the call to its end" },
  { field: "ttft_ms", title: "First token", about: "TTFT: from the start of the call to its first token" },
  { field: "tpot_ms", title: "Per token", about: "TPOT: time of each output token after the first" },
] as const;

/** What was measured beside what is usual. */
export function Comparison({ call: { measured, expected } }: { call: CallLatency }) {
  return (
    <table className={css.comparison}>
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">Measure</span>
          </th>
          <th scope="col">measured</th>
          <th scope="col">usual</th>
          <th scope="col">
            <span className="visually-hidden">Change</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {ROWS.map(({ field, title, about }) => {
          const [now, usual] = [measured[field], expected[field]];
          return (
            <tr key={field}>
              <th scope="row" title={about}>
                {title}
              </th>
              <td>{now === null ? NONE : formatDuration(now)}</td>
              <td>{usual === null ? NONE : formatDuration(usual)}</td>
              <td className={css.muted}>{now !== null && usual !== null ? change(now, usual) : ""}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
