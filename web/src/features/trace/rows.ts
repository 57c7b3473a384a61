// SPDX-License-Identifier: Apache-2.0
import type { TraceTree, TreeNode } from "./tree";

/** A line of the waterfall: a span, or several siblings of one name standing for themselves. */
export type WaterfallRow =
  | { kind: "span"; key: string; node: TreeNode; depth: number; folded: boolean }
  | {
      kind: "group";
      key: string;
      open: boolean;
      name: string;
      members: TreeNode[];
      depth: number;
      startMs: number;
      endMs: number;
      busyMs: number;
      errors: number;
    };

/** Fewer alike siblings than this are easier to read one by one. */
const GROUP_FROM = 4;

export interface FoldState {
  /** Spans whose children are hidden. */
  folded: ReadonlySet<string>;
  /** Groups that were opened, by key. */
  opened: ReadonlySet<string>;
}

export function groupKey(node: TreeNode): string {
  return `${node.parent?.span.span_id ?? "root"}/${node.span.name}`;
}

/** The visible lines in order. Without recursion, for the same reason as the tree. */
export function visibleRows(tree: TraceTree, state: FoldState): WaterfallRow[] {
  const rows: WaterfallRow[] = [];
  const pending: WaterfallRow[] = [];
  const push = (siblings: readonly TreeNode[], depth: number) => {
    const lines = groupSiblings(siblings, depth, state);
    for (let index = lines.length - 1; index >= 0; index--) {
      const line = lines[index];
      if (line) pending.push(line);
    }
  };
  push(tree.roots, 0);
  for (let row = pending.pop(); row; row = pending.pop()) {
    rows.push(row);
    if (row.kind === "span" && !row.folded) push(row.node.children, row.depth + 1);
    if (row.kind === "group" && row.open) {
      for (let index = row.members.length - 1; index >= 0; index--) {
        const member = row.members[index];
        if (member) pending.push(spanRow(member, row.depth + 1, state));
      }
    }
  }
  return rows;
}

function spanRow(node: TreeNode, depth: number, state: FoldState): WaterfallRow {
  return {
    kind: "span",
    key: node.span.span_id,
    node,
    depth,
    folded: node.children.length > 0 && state.folded.has(node.span.span_id),
  };
}

function groupSiblings(siblings: readonly TreeNode[], depth: number, state: FoldState): WaterfallRow[] {
  const byName = new Map<string, TreeNode[]>();
  for (const node of siblings) {
    const alike = byName.get(node.span.name);
    if (alike) alike.push(node);
    else byName.set(node.span.name, [node]);
  }
  const rows: WaterfallRow[] = [];
  const grouped = new Set<string>();
  for (const node of siblings) {
    const alike = byName.get(node.span.name) ?? [];
    if (alike.length < GROUP_FROM) rows.push(spanRow(node, depth, state));
    else if (!grouped.has(node.span.name)) {
      grouped.add(node.span.name);
      rows.push(groupRow(alike, depth, state));
    }
  }
  return rows;
}

function groupRow(members: TreeNode[], depth: number, state: FoldState): WaterfallRow {
  const [first] = members;
  let endMs = 0;
  let busyMs = 0;
  let errors = 0;
  for (const member of members) {
    endMs = Math.max(endMs, member.endMs);
    busyMs += member.endMs - member.startMs;
    errors += member.errors;
  }
  const key = first ? groupKey(first) : "";
  return {
    kind: "group",
    key,
    open: state.opened.has(key),
    name: first?.span.name ?? "",
    members,
    depth,
    startMs: first?.startMs ?? 0,
    endMs,
    busyMs,
    errors,
  };
}

/** What must be opened so that a span has a line of its own. */
export function reveal(node: TreeNode, state: FoldState): FoldState {
  const folded = new Set(state.folded);
  const opened = new Set(state.opened);
  opened.add(groupKey(node));
  for (let parent = node.parent; parent; parent = parent.parent) {
    folded.delete(parent.span.span_id);
    opened.add(groupKey(parent));
  }
  return { folded, opened };
}

export function matchesText(node: TreeNode, text: string): boolean {
  const wanted = text.toLowerCase();
  const { span } = node;
  const haystack = [
    span.name,
    span.service,
    span.op,
    span.request_model,
    span.agent_name,
    span.tool_name,
    span.status_message,
    span.error_type,
    span.input_preview,
    span.output_preview,
  ];
  return haystack.some((value) => value?.toLowerCase().includes(wanted)) || span.span_id === wanted;
}
