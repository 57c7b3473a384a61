// SPDX-License-Identifier: Apache-2.0
import type { CallLatency } from "@/api/latency";
import { formatDuration } from "@/base/format";
import { PARTS } from "@/base/verdicts";
import { chunkWords, pauseTitle, segments } from "./terms";
import css from "./Latency.module.css";

/** Network, queue, prefill and decode of one call, as long as they lasted; nothing where they are not known. */
export function PartsBar({ call }: { call: CallLatency }) {
  const parts = segments(call.parts, call.measured.e2e_ms ?? 0);
  const { chunks } = call;
  if (parts.length === 0 && !chunks) return null;
  const about = (field: string) => PARTS.find((part) => part.field === field)?.about;
  return (
    <div className={css.partsBar}>
      <div className={css.phases} aria-hidden="true">
        {parts.map(({ field, left, width }) => (
          <i key={field} className={css[field]} style={{ left: `${left}%`, width: `${width}%` }} />
        ))}
      </div>
      <ul>
        {parts.map(({ field, title, ms }) => (
          <li key={field} title={about(field)}>
            <i className={css[field]} />
            {title} <b>{formatDuration(ms)}</b>
          </li>
        ))}
      </ul>
      {chunks && (
        <p className={css.small}>
          {chunkWords(chunks)}.{" "}
          {chunks.pauses.map((pause) => (
            <span key={pause.after_ms}>{pauseTitle(pause)}. </span>
          ))}
        </p>
      )}
    </div>
  );
}
