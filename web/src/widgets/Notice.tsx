// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from "react";
import { formatCount, formatDuration } from "@/base/format";
import { Icon } from "./Icon";
import css from "./Notice.module.css";

/** What an error of any layer can tell a person; the problem document of the API has this shape. */
interface Readable {
  message: string;
  problem?: { request_id?: string; suggestion?: string | null };
}

export function ErrorNotice({ error, action }: { error: Readable; action?: ReactNode }) {
  const { request_id: requestId, suggestion } = error.problem ?? {};
  return (
    <div className={`${css.notice} ${css.error}`} role="alert">
      <Icon name="error" />
      <div>
        <div>{error.message}</div>
        {suggestion && <div className={css.detail}>Did you mean {suggestion}?</div>}
        {requestId && <div className={css.detail}>Request {requestId}</div>}
        {action}
      </div>
    </div>
  );
}

export function WarningNotice({ children }: { children: ReactNode }) {
  return (
    <div className={`${css.notice} ${css.warning}`} role="note">
      <Icon name="warning" />
      <div>{children}</div>
    </div>
  );
}

export function EmptyNotice({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className={css.empty}>
      <h2>{title}</h2>
      {children}
    </div>
  );
}

export function Skeleton({ width = "100%", height = 12 }: { width?: number | string; height?: number | string }) {
  return <span className={css.skeleton} style={{ width, height }} aria-hidden="true" />;
}

interface StatsProps {
  stats: { elapsed_ms: number; rows_read: number } | undefined;
}

export function QueryStats({ stats }: StatsProps) {
  if (!stats) return null;
  return (
    <span className={css.stats}>
      {formatDuration(stats.elapsed_ms)} · {formatCount(stats.rows_read)} rows read
    </span>
  );
}
