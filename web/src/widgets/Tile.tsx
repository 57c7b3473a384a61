// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from "react";
import { formatChange } from "@/base/format";
import { Link } from "./Link";
import { Skeleton } from "./Notice";
import css from "./Tile.module.css";

interface TileProps {
  title: string;
  /** What the figure means, where the title is a term. */
  hint?: string;
  href?: string;
  value: string | undefined;
  note?: string | undefined;
  now?: number | null | undefined;
  before?: number | null | undefined;
  /** Which direction is an improvement; "none" when a change is only a change. */
  good: "up" | "down" | "none";
}

/** A row of figures. */
export function Tiles({ label, children }: { label: string; children: ReactNode }) {
  return (
    <section className={css.tiles} aria-label={label}>
      {children}
    </section>
  );
}

/** A figure with its change; with an address it opens what is behind it. */
export function Tile({ title, hint = title, href, value, note, now, before, good }: TileProps) {
  const change = now != null && before != null ? formatChange(now, before) : null;
  const rose = now != null && before != null && now > before;
  const worse = change !== null && change !== "±0 %" && good !== "none" && (good === "down") === rose;
  const content = (
    <>
      <span className={css.tileTitle} title={hint}>
        {title}
      </span>
      <span className={css.tileValue}>{value ?? <Skeleton width={70} height={20} />}</span>
      <span className={css.tileNote}>
        {change && (
          <span className={worse ? css.worse : undefined} title="Against the period of the same length before">
            {change}
          </span>
        )}
        {change && note && " · "}
        {note}
      </span>
    </>
  );
  return href === undefined ? (
    <div className={css.tile}>{content}</div>
  ) : (
    <Link href={href} className={css.tile}>
      {content}
    </Link>
  );
}
