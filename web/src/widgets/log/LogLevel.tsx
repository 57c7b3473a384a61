// SPDX-License-Identifier: Apache-2.0
import type { Level } from "@/base/log";
import css from "./Log.module.css";

const LOOKS: Partial<Record<Level, string | undefined>> = {
  fatal: css.error,
  error: css.error,
  warn: css.warn,
  debug: css.faint,
  trace: css.faint,
  unset: css.faint,
};

/** The word tells the level as well as the colour. */
export function LogLevel({ level }: { level: Level }) {
  return <span className={`${css.level} ${LOOKS[level] ?? ""}`}>{level === "unset" ? "–" : level}</span>;
}
