// SPDX-License-Identifier: Apache-2.0
import css from "./CodeBlock.module.css";
import { Link } from "./Link";

export interface Tab {
  id: string;
  title: string;
  href: string;
}

/** Tabs with an address each: links, so they can be shared and opened elsewhere. */
export function Tabs({ label, tabs, current }: { label: string; tabs: readonly Tab[]; current: string }) {
  return (
    <nav className={css.tabs} aria-label={label}>
      {tabs.map((tab) => (
        <Link key={tab.id} href={tab.href} replace aria-current={tab.id === current ? "page" : undefined}>
          {tab.title}
        </Link>
      ))}
    </nav>
  );
}
