// SPDX-License-Identifier: Apache-2.0
import { groupColour } from "@/base/colour";
import { formatCount, formatDuration } from "@/base/format";
import type { TreeNode } from "@/features/trace/tree";
import type { TimeScale } from "./scale";
import css from "./Waterfall.module.css";

/** A span on the timeline. A model call shows waiting for its first token lighter than producing the others. */
export function Bar({ node, scale }: { node: TreeNode; scale: TimeScale }) {
  const { span } = node;
  const [left, right] = [scale.percent(node.startMs), scale.percent(node.endMs)];
  if (right < 0 || left > 100) return <span className={css.outside}>{left > 100 ? "›" : "‹"}</span>;
  const isModel = span.op_group === "model";
  const prefill =
    isModel && span.ttft_ms != null && span.duration_ms > 0 ? Math.min(100, (100 * span.ttft_ms) / span.duration_ms) : 0;
  const labelAtStart = right > 76;
  return (
    <>
      <span
        className={`${css.bar} ${span.status === "error" ? css.barFailed : ""} ${span.billable === false && isModel ? css.unbilled : ""}`}
        style={{ left: `${left}%`, width: `max(2px, ${right - left}%)`, background: groupColour(span.op_group) }}
      >
        {prefill > 0 && <span className={css.prefill} style={{ width: `${prefill}%` }} />}
      </span>
      <span
        className={css.figure}
        style={labelAtStart ? { right: `${Math.max(0, 100 - left)}%` } : { left: `${Math.max(0, right)}%` }}
      >
        {formatDuration(span.duration_ms)}
        {span.input_tokens != null && isModel && (
          <span className={css.tokens}>
            {formatCount(span.input_tokens)} → {formatCount(span.output_tokens)}
          </span>
        )}
      </span>
    </>
  );
}
