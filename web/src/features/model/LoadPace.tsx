// SPDX-License-Identifier: Apache-2.0
import type { CostFit } from "@/api/latency";
import { formatDuration, plural } from "@/base/format";
import { Card } from "@/widgets/Card";
import { Skeleton } from "@/widgets/Notice";
import css from "./Model.module.css";

/** The time of a token by how many calls were under way at once. */
export function LoadPace({ fit }: { fit: CostFit | undefined }) {
  const most = Math.max(...(fit?.by_load.map(({ tpot_ms: pace }) => pace) ?? []), 0);
  return (
    <Card title="Time of a token by load" note="Median, by calls of this model under way">
      {!fit && <Skeleton height={60} />}
      {fit?.by_load.length === 0 && (
        <p className={css.muted}>Not known: it needs streams of 16 output tokens or more whose first token is known.</p>
      )}
      <ul className={css.loads}>
        {fit?.by_load.map(({ from_load: from, calls, tpot_ms: pace }, index) => {
          const next = fit.by_load[index + 1]?.from_load;
          const words = next === undefined ? `${from} or more` : next - 1 > from ? `${from} to ${next - 1}` : String(from);
          return (
            <li key={from} title={`Of ${plural(calls, "call")}`}>
              <span>{words} under way</span>
              <span className={css.lane} aria-hidden="true">
                <i style={{ width: `${most > 0 ? (100 * pace) / most : 0}%` }} />
              </span>
              <b>{formatDuration(pace)}</b>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
