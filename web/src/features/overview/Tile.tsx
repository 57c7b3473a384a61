// SPDX-License-Identifier: Apache-2.0
import { formatChange } from "@/base/format";
import { Link } from "@/widgets/Link";
import { Skeleton } from "@/widgets/Notice";
import css from "./Overview.module.css";

interface TileProps {
  title: string;
  href: string;
  value: string | undefined;
  note?: string | undefined;
  now?: number | null | undefined;
  before?: number | null | undefined;
  /** Which direction is an improvement; "none" when a change is only a change. */
  good: "up" | "down" | "none";
}

export function Tile({ title, href, value, note, now, before, good }: TileProps) {
  const change = now != null && before != null ? formatChange(now, before) : null;
  const rose = now != null && before != null && now > before;
  const worse = change !== null && change !== "±0 %" && good !== "none" && (good === "down") === rose;
  return (
    <Link href={href} className={css.tile}>
      <span className={css.tileTitle} title={title}>
        {title}
      </span>
      <span className={css.tileValue}>{value ?? <Skeleton width={70} height={20} />}</span>
      <span className={css.tileNote}>
        {change && (
          <span className={worse ? css.failed : undefined} title="Against the period of the same length before">
            {change}
          </span>
        )}
        {change && note && " · "}
        {note}
      </span>
    </Link>
  );
}
