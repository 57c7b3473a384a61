// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from "react";
import css from "./Card.module.css";

interface CardProps {
  title: string;
  /** A few words beside the title. */
  note?: ReactNode;
  aside?: ReactNode;
  /** Without a margin around the content: for tables. */
  flush?: boolean;
  /** Its content takes the height that a neighbour in the row gives. */
  tall?: boolean;
  children: ReactNode;
}

/** One piece of evidence with its title. */
export function Card({ title, note, aside, flush = false, tall = false, children }: CardProps) {
  return (
    <section className={`${css.card} ${flush ? css.flush : ""} ${tall ? css.tall : ""}`} aria-label={title}>
      <header className={css.head}>
        <h2>{title}</h2>
        {note && <span className={css.note}>{note}</span>}
        {aside && <div className={css.aside}>{aside}</div>}
      </header>
      {children}
    </section>
  );
}
