// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from "react";
import css from "./Page.module.css";

interface PageFrameProps {
  title: string;
  /** What the page found, in words. */
  answer: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
}

/** A page that is one table: its title, its answer, its tools, its rows. */
export function PageFrame({ title, answer, aside, children }: PageFrameProps) {
  return (
    <div className={css.page}>
      <header className={css.head}>
        <h1>{title}</h1>
        <div className={css.answer}>{answer}</div>
        <div className={css.aside}>{aside}</div>
      </header>
      <div className={css.content}>{children}</div>
    </div>
  );
}

interface SearchFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

export function SearchField({ label, value, onChange }: SearchFieldProps) {
  return (
    <input
      className={css.search}
      type="search"
      aria-label={label}
      placeholder={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
