// SPDX-License-Identifier: Apache-2.0
import type { CSSProperties } from "react";
import type { CallLatency } from "@/api/latency";
import type { Span } from "@/api/types";
import { groupColour } from "@/base/colour";
import { formatCount } from "@/base/format";
import { partsTitle, pauseTitle, segments } from "@/features/trace/latency/terms";
import { spanDuration } from "@/features/trace/inferred";
import type { TreeNode } from "@/features/trace/tree";
import type { TimeScale } from "./scale";
import css from "./Waterfall.module.css";

interface BarProps {
  node: TreeNode;
  scale: TimeScale;
  call: CallLatency | undefined;
}

/** A span on the timeline. A model call shows network, queue, prefill and decode where they are known, else what came before the first token. */
export function Bar({ node, scale, call }: BarProps) {
  const { span } = node;
  const [left, right] = [scale.percent(node.startMs), scale.percent(node.endMs)];
  if (right < 0 || left > 100) return <span className={css.outside}>{left > 100 ? "›" : "‹"}</span>;
  const isModel = span.op_group === "model";
  const prefill =
    isModel && span.ttft_ms != null && span.duration_ms > 0 ? Math.min(100, (100 * span.ttft_ms) / span.duration_ms) : 0;
  const parts = call ? segments(call.parts, span.duration_ms) : [];
  const labelAtStart = right > 76;
  return (
    <>
      <span
        className={`${css.bar} ${span.status === "error" ? css.barFailed : ""} ${span.billable === false && isModel ? css.unbilled : ""} ${span.inferred ? css.inferred : ""}`}
        title={call && partsTitle(parts, call.evidence)}
        style={{ left: `${left}%`, width: `max(2px, ${right - left}%)`, ...fill(span) }}
      >
        {parts.map(({ field, left: at, width }) => (
          <span key={field} className={`${css.part} ${css[field]}`} style={{ left: `${at}%`, width: `${width}%` }} />
        ))}
        {call?.chunks?.pauses.map((pause) => (
          <span
            key={pause.after_ms}
            className={css.pause}
            title={pauseTitle(pause)}
            style={{ left: `${(100 * pause.after_ms) / span.duration_ms}%`, width: `${(100 * pause.ms) / span.duration_ms}%` }}
          />
        ))}
        {parts.length === 0 && prefill > 0 && <span className={css.prefill} style={{ width: `${prefill}%` }} />}
      </span>
      <span
        className={css.figure}
        style={labelAtStart ? { right: `${Math.max(0, 100 - left)}%` } : { left: `${Math.max(0, right)}%` }}
      >
        {spanDuration(span)}
        {span.input_tokens != null && isModel && (
          <span className={css.tokens}>
            {formatCount(span.input_tokens)} → {formatCount(span.output_tokens)}
          </span>
        )}
      </span>
    </>
  );
}

/** What is inferred is outlined: it ran within that time. */
function fill({ inferred, op_group }: Span): CSSProperties {
  const colour = groupColour(op_group);
  return inferred ? { borderColor: colour } : { background: colour };
}
