// SPDX-License-Identifier: Apache-2.0
import { Link } from "@/widgets/Link";
import css from "./MomentMarks.module.css";
import type { Moment } from "./moments";

/** Where a moment stands over a chart, in pixels of its frame. */
export interface PlacedMoment {
  moment: Moment;
  left: number;
  width: number;
  top: number;
  height: number;
}

/** Lines through a chart, each with a flag that says what happened. */
export function MomentMarks({ placed }: { placed: readonly PlacedMoment[] }) {
  return placed.map(({ moment, left, width, top, height }) => (
    <span key={moment.id} className={`${css.moment} ${css[moment.tone]}`} style={{ left, top, width, height }}>
      {moment.href === null ? (
        <span className={css.flag} title={moment.title} role="img" aria-label={moment.title} />
      ) : (
        <Link className={css.flag} href={moment.href} title={moment.title} aria-label={moment.title} />
      )}
    </span>
  ));
}
