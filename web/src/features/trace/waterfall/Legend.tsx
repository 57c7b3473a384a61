// SPDX-License-Identifier: Apache-2.0
import { useMemo } from "react";
import type { CallLatency } from "@/api/latency";
import { groupColour, OPERATION_GROUP_LABELS } from "@/base/colour";
import { evidenceOf, PARTS } from "@/base/verdicts";
import { segments } from "@/features/trace/latency/terms";
import type { TraceTree } from "@/features/trace/tree";
import css from "./Waterfall.module.css";

interface LegendProps {
  tree: TraceTree;
  calls: ReadonlyMap<string, CallLatency>;
}

/** Only the groups that occur, and the parts of model calls that are drawn. */
export function Legend({ tree, calls }: LegendProps) {
  const [groups, hasFirstToken] = useMemo(() => {
    const found = new Set(tree.nodes.map((node) => node.span.op_group ?? "infra"));
    return [found, tree.nodes.some((node) => node.span.op_group === "model" && node.span.ttft_ms != null)];
  }, [tree]);
  const [parts, evidence] = useMemo(() => partsOf(calls), [calls]);
  return (
    <ul className={css.legend} aria-label="Colours">
      {OPERATION_GROUP_LABELS.filter(([group]) => groups.has(group)).map(([group, label]) => (
        <li key={group}>
          <span className={css.swatch} style={{ background: groupColour(group) }} />
          {label}
        </li>
      ))}
      {PARTS.filter(({ field }) => parts.has(field)).map(({ field, title, about }) => (
        <li key={field} title={about}>
          <span className={`${css.swatch} ${css[field]}`} />
          {title}
        </li>
      ))}
      {[...calls.values()].some(({ chunks }) => chunks && chunks.pauses.length > 0) && (
        <li title="The stream of an answer stood still">
          <span className={`${css.swatch} ${css.paused}`} />
          Pause
        </li>
      )}
      {parts.size === 0 && hasFirstToken && (
        <li title="Before the first token">
          <span className={`${css.swatch} ${css.prefill_ms}`} />
          First token
        </li>
      )}
      {evidence.map((one) => (
        <li key={one} title={evidenceOf(one).about}>
          {evidenceOf(one).word}
        </li>
      ))}
    </ul>
  );
}

/** Which parts are drawn, and how they are known. */
function partsOf(calls: ReadonlyMap<string, CallLatency>): [ReadonlySet<string>, readonly string[]] {
  const fields = new Set<string>();
  const evidence = new Set<string>();
  for (const call of calls.values()) {
    const drawn = segments(call.parts, call.measured.e2e_ms ?? 0);
    for (const { field } of drawn) fields.add(field);
    if (drawn.length > 0) evidence.add(call.evidence);
  }
  return [fields, [...evidence].sort()];
}
