// SPDX-License-Identifier: Apache-2.0
import { term } from "@/base/filter";
import { formatChange, formatCount, formatDuration } from "@/base/format";
import { keepRange } from "@/base/location";
import { Link } from "@/widgets/Link";
import { Skeleton } from "@/widgets/Notice";
import type { Mover } from "./movers";
import css from "./Overview.module.css";

const METRIC_WORDS: Record<Mover["metric"], string> = { p95_ms: "p95", errors: "failures", calls: "calls", tokens: "tokens" };

function figure(metric: Mover["metric"], value: number): string {
  return metric === "p95_ms" ? formatDuration(value) : formatCount(value);
}

/** What changed: the model calls of each model, service, agent and user against the period before. */
export function MoverList({ movers }: { movers: readonly Mover[] | undefined }) {
  return (
    <section className={css.card} aria-label="What changed">
      <header className={css.cardHead}>
        <h2>What changed</h2>
      </header>
      {!movers && <Skeleton height={120} />}
      {movers?.length === 0 && <p className={css.quiet}>Nothing moved by more than a quarter against the period before.</p>}
      <ul className={css.list}>
        {movers?.map((mover) => (
          <li key={`${mover.label} ${mover.value}`}>
            <Link href={keepRange("/traces", { q: term(mover.label, mover.value) })}>
              <span className={css.kind}>{mover.label}</span>
              <span className={css.what}>{mover.value}</span>
              <span className={css.amount}>
                {METRIC_WORDS[mover.metric]} {figure(mover.metric, mover.before)} → {figure(mover.metric, mover.after)}
              </span>
              <span className={css.change}>{formatChange(mover.after, mover.before)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
