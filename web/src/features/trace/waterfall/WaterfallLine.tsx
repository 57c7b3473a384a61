// SPDX-License-Identifier: Apache-2.0
import { memo, type CSSProperties } from "react";
import type { CallLatency } from "@/api/latency";
import { groupColour } from "@/base/colour";
import { formatCount, formatDuration, plural } from "@/base/format";
import { INFERRED, spanDuration } from "@/features/trace/inferred";
import type { WaterfallRow } from "@/features/trace/rows";
import type { TreeNode } from "@/features/trace/tree";
import { selectSpan } from "@/features/trace/url";
import { Icon } from "@/widgets/Icon";
import { Bar } from "./Bar";
import type { TimeScale } from "./scale";
import css from "./Waterfall.module.css";

const INDENT = 14;
/** Deeper lines are not pushed further right: a chain of 50,000 spans would leave the page. */
const MAX_INDENT = 24;

function indent(depth: number): number {
  return 8 + Math.min(depth, MAX_INDENT) * INDENT;
}

interface SpanLineProps {
  row: Extract<WaterfallRow, { kind: "span" }>;
  scale: TimeScale;
  call: CallLatency | undefined;
  style: CSSProperties;
  selected: boolean;
  dimmed: boolean;
  find: string;
  onToggle: (key: string, kind: "span" | "group") => void;
}

export const SpanLine = memo(function SpanLine({ row, scale, call, style, selected, dimmed, find, onToggle }: SpanLineProps) {
  const { node, folded } = row;
  const { span } = node;
  const foldable = node.children.length > 0;
  return (
    <div
      role="treeitem"
      aria-level={row.depth + 1}
      aria-selected={selected}
      aria-expanded={foldable ? !folded : undefined}
      className={`${css.line} ${selected ? css.selected : ""} ${dimmed ? css.dimmed : ""}`}
      style={style}
      onClick={() => selectSpan(span.span_id)}
    >
      <div className={css.label} style={{ paddingLeft: indent(row.depth) }}>
        <FoldMark foldable={foldable} folded={folded} count={node.descendants} onToggle={() => onToggle(row.key, "span")} />
        <span className={css.swatch} style={{ background: groupColour(span.op_group) }} />
        <span className={`${css.name} ${span.status === "error" ? css.failed : ""}`} title={title(node)}>
          <Marked text={span.name} find={find} />
        </span>
        <Marks node={node} folded={folded} />
        <span className={css.service}>{span.service}</span>
      </div>
      <div className={css.track}>
        <Bar node={node} scale={scale} call={call} />
      </div>
      <div className={css.self} title="Self time: no child was running">
        {foldable ? formatDuration(node.selfMs) : ""}
      </div>
    </div>
  );
});

function title({ span, selfMs }: TreeNode): string {
  const facts = [
    span.name,
    span.service,
    span.op,
    spanDuration(span),
    `self ${formatDuration(selfMs)}`,
    span.status_message,
    span.usage_note,
  ];
  return facts.filter(Boolean).join(" · ");
}

/** Odd things about a span, each with its sentence. */
function Marks({ node, folded }: { node: TreeNode; folded: boolean }) {
  const { span } = node;
  const hidden = folded ? node.errors - (span.status === "error" ? 1 : 0) : 0;
  return (
    <>
      {span.status === "error" && (
        <span className={css.error} title={span.status_message ?? span.error_type ?? "Error"}>
          <Icon name="error" size={13} />
        </span>
      )}
      {hidden > 0 && <span className={css.error}>{plural(hidden, "error")} below</span>}
      {node.mark === "orphan" && (
        <span className={css.mark} title="Its parent was never received">
          no parent
        </span>
      )}
      {node.mark === "cycle" && (
        <span className={css.mark} title="Its parents lead back to itself; shown as a root">
          cycle
        </span>
      )}
      {node.skewMs > 0 && (
        <span className={css.mark} title={`Starts ${formatDuration(node.skewMs)} before its parent: the clocks disagree`}>
          clock skew
        </span>
      )}
      {span.inferred && (
        <span className={css.mark} title={INFERRED}>
          inferred
        </span>
      )}
      {span.usage_note && (
        <span className={css.mark} title={span.usage_note}>
          {span.billable === false ? "not counted" : "estimated"}
        </span>
      )}
    </>
  );
}

interface FoldMarkProps {
  foldable: boolean;
  folded: boolean;
  count: number;
  onToggle: () => void;
}

function FoldMark({ foldable, folded, count, onToggle }: FoldMarkProps) {
  if (!foldable) return <span className={css.noFold} />;
  return (
    <button
      type="button"
      className={css.fold}
      tabIndex={-1}
      aria-label={folded ? `Unfold ${plural(count, "span")}` : "Fold"}
      title={`${plural(count, "span")} below`}
      onClick={(event) => {
        event.stopPropagation();
        onToggle();
      }}
    >
      <Icon name={folded ? "right" : "down"} size={12} />
      {folded && <span className={css.below}>{formatCount(count)}</span>}
    </button>
  );
}

function Marked({ text, find }: { text: string; find: string }) {
  const at = find === "" ? -1 : text.toLowerCase().indexOf(find.toLowerCase());
  if (at < 0) return text;
  return (
    <>
      {text.slice(0, at)}
      <mark className={css.found}>{text.slice(at, at + find.length)}</mark>
      {text.slice(at + find.length)}
    </>
  );
}

interface GroupLineProps {
  row: Extract<WaterfallRow, { kind: "group" }>;
  scale: TimeScale;
  style: CSSProperties;
  onToggle: (key: string, kind: "span" | "group") => void;
}

/** How many ticks of members a folded group draws at most; more cannot be told apart. */
const DRAWN_MEMBERS = 200;

export const GroupLine = memo(function GroupLine({ row, scale, style, onToggle }: GroupLineProps) {
  const [first] = row.members;
  const colour = groupColour(first?.span.op_group);
  const tokens = row.members.reduce(
    (sum, { span }) => sum + (span.billable ? (span.input_tokens ?? 0) + (span.output_tokens ?? 0) : 0),
    0,
  );
  const every = Math.max(1, Math.ceil(row.members.length / DRAWN_MEMBERS));
  return (
    <div
      role="treeitem"
      aria-level={row.depth + 1}
      aria-selected={false}
      aria-expanded={row.open}
      className={css.line}
      style={style}
      onClick={() => onToggle(row.key, "group")}
    >
      <div className={css.label} style={{ paddingLeft: indent(row.depth) }}>
        <span className={css.noFold}>
          <Icon name={row.open ? "down" : "right"} size={12} />
        </span>
        <span className={css.swatch} style={{ background: colour }} />
        <span className={css.name} title={`${row.name}, ${formatDuration(row.busyMs)} in all`}>
          {row.name}
        </span>
        <span className={css.times}>×{formatCount(row.members.length)}</span>
        {tokens > 0 && <span className={css.service}>{formatCount(tokens)} tokens</span>}
        {row.errors > 0 && <span className={css.error}>{plural(row.errors, "error")}</span>}
      </div>
      <div className={css.track}>
        {row.members.map((member, index) =>
          index % every === 0 ? (
            <span
              key={member.span.span_id}
              className={css.member}
              style={{
                left: `${scale.percent(member.startMs)}%`,
                width: `max(2px, ${scale.percent(member.endMs) - scale.percent(member.startMs)}%)`,
                background: member.errors > 0 ? "var(--error-bar)" : colour,
              }}
            />
          ) : null,
        )}
      </div>
      <div className={css.self}>{formatDuration(row.busyMs)}</div>
    </div>
  );
});
