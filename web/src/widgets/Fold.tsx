// SPDX-License-Identifier: Apache-2.0
import { useState, type ReactNode } from "react";

interface FoldProps {
  summary: ReactNode;
  className?: string | undefined;
  children: ReactNode;
}

/** A closed section whose content does not exist until it is opened: long runs hold thousands of them. */
export function Fold({ summary, className, children }: FoldProps) {
  const [open, setOpen] = useState(false);
  return (
    <details className={className} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{summary}</summary>
      {open && children}
    </details>
  );
}
