// SPDX-License-Identifier: Apache-2.0
import { useMemo } from "react";
import { groupColour, OPERATION_GROUP_LABELS } from "@/base/colour";
import type { TraceTree } from "@/features/trace/tree";
import css from "./Waterfall.module.css";

/** Only the groups that occur, and the two shades of a model call when one is drawn. */
export function Legend({ tree }: { tree: TraceTree }) {
  const [groups, hasFirstToken] = useMemo(() => {
    const found = new Set(tree.nodes.map((node) => node.span.op_group ?? "infra"));
    return [found, tree.nodes.some((node) => node.span.op_group === "model" && node.span.ttft_ms != null)];
  }, [tree]);
  return (
    <ul className={css.legend} aria-label="Colours">
      {OPERATION_GROUP_LABELS.filter(([group]) => groups.has(group)).map(([group, label]) => (
        <li key={group}>
          <span className={css.swatch} style={{ background: groupColour(group) }} />
          {label}
        </li>
      ))}
      {hasFirstToken && (
        <li title="Before the first token">
          <span className={css.swatch} style={{ background: "var(--op-model-prefill)" }} />
          Prefill
        </li>
      )}
    </ul>
  );
}
