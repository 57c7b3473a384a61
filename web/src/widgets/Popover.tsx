// SPDX-License-Identifier: Apache-2.0
import { useEffect, useRef, useState, type ButtonHTMLAttributes, type ReactNode } from "react";
import { Button } from "./Button";
import type { IconName } from "./Icon";
import css from "./Popover.module.css";

interface PopoverProps {
  label: ReactNode;
  title: string;
  icon?: IconName;
  align?: "start" | "end";
  children: (close: () => void) => ReactNode;
}

/** A button with a panel under it that closes with Esc or a click elsewhere. */
export function Popover({ label, title, icon, align = "start", children }: PopoverProps) {
  const [open, setOpen] = useState(false);
  const anchor = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!open) return;
    const onPointer = (event: PointerEvent) => {
      if (event.target instanceof Node && !anchor.current?.contains(event.target)) setOpen(false);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      setOpen(false);
      anchor.current?.querySelector("button")?.focus();
    };
    document.addEventListener("pointerdown", onPointer);
    document.addEventListener("keydown", onKey, true);
    return () => {
      document.removeEventListener("pointerdown", onPointer);
      document.removeEventListener("keydown", onKey, true);
    };
  }, [open]);

  return (
    <div className={css.anchor} ref={anchor}>
      <Button
        title={title}
        aria-label={typeof label === "string" ? undefined : title}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        {...(icon ? { icon } : {})}
      >
        {label}
      </Button>
      {open && (
        <div className={`${css.panel} ${align === "end" ? css.end : css.start}`} role="dialog" aria-label={title}>
          {children(() => setOpen(false))}
        </div>
      )}
    </div>
  );
}

export function MenuItem({ children, ...rest }: ButtonHTMLAttributes<HTMLButtonElement>) {
  return (
    <button type="button" className={css.item} {...rest}>
      {children}
    </button>
  );
}
