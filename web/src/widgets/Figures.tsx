// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from "react";
import { formatDateTime, formatTime } from "@/base/time";
import css from "./Figures.module.css";
import { useNow, usePreference } from "./hooks";
import { Icon, type IconName } from "./Icon";
import { Link } from "./Link";

/** A time in the chosen zone; hovering tells it in UTC. */
export function Time({ value, full = false }: { value: string; full?: boolean }) {
  const zone = usePreference("zone");
  const now = useNow(60_000);
  return (
    <time className={css.time} dateTime={value} title={`${formatDateTime(value, "utc")} UTC`}>
      {full ? formatDateTime(value, zone) : formatTime(value, zone, now)}
    </time>
  );
}

const STATUS_WORDS = { ok: "OK", error: "Error", unset: "Unset", running: "Running" } as const;

/** Shape and word tell the status as well as the colour. */
export function StatusMark({ status, words = false }: { status: keyof typeof STATUS_WORDS; words?: boolean }) {
  const look = { ok: "", error: css.failed, unset: css.unset, running: css.running }[status];
  return (
    <span className={`${css.status} ${look ?? ""}`} title={STATUS_WORDS[status]}>
      <span className={css.dot} aria-hidden="true" />
      <span className={words ? undefined : "visually-hidden"}>{STATUS_WORDS[status]}</span>
    </span>
  );
}

const SEVERITY_WORDS = { warning: "Warning", critical: "Critical" } as const;

/** Shape, word and colour say how bad it is. */
export function SeverityMark({ severity, words = false }: { severity: keyof typeof SEVERITY_WORDS; words?: boolean }) {
  return (
    <span className={`${css.severity} ${severity === "critical" ? css.critical : ""}`} title={SEVERITY_WORDS[severity]}>
      <Icon name={severity === "critical" ? "error" : "warning"} size={14} />
      <span className={words ? undefined : "visually-hidden"}>{SEVERITY_WORDS[severity]}</span>
    </span>
  );
}

interface ChipProps {
  href?: string;
  title?: string;
  icon?: IconName;
  note?: boolean;
  children: ReactNode;
}

export function Chip({ href, title, icon, note = false, children }: ChipProps) {
  const className = `${css.chip} ${note ? css.note : ""}`;
  if (href) {
    return (
      <Link href={href} title={title} className={className}>
        {icon && <Icon name={icon} size={12} />}
        {children}
      </Link>
    );
  }
  return (
    <span title={title} className={className}>
      {children}
    </span>
  );
}

export function Stat({ label, title, children }: { label: string; title?: string | undefined; children: ReactNode }) {
  return (
    <div className={css.stat} title={title}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

const BASIS_NOTES: Record<string, string> = {
  estimated: "Estimated from text: the provider did not report usage",
  aggregate: "Sum over several calls, as the caller reported it",
  partial: "Only a part of the calls reported usage",
};

/** The sentence behind a token figure that is not simply what the provider reported. */
export function basisNote(basis: string | null | undefined): string | null {
  return basis ? (BASIS_NOTES[basis] ?? null) : null;
}
