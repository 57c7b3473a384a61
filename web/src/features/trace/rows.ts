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

/** Alike siblings one after the other fold from here on: fewer are easier to read one by one. */
const ADJACENT_FROM = 4;
/** Alike siblings with others between them fold only when they are many: the order of a loop is worth seeing. */
const SCATTERED_FROM = 20;

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
  const rows: WaterfallRow[] = [];
  for (const members of alikeSiblings(siblings)) {
    if (members.length >= ADJACENT_FROM) rows.push(groupRow(members, depth, state));
    else for (const member of members) rows.push(spanRow(member, depth, state));
  }
  return rows;
}

/** Siblings in order, those that may fold together. */
function alikeSiblings(siblings: readonly TreeNode[]): TreeNode[][] {
  const counts = new Map<string, number>();
  for (const { span } of siblings) counts.set(span.name, (counts.get(span.name) ?? 0) + 1);
  const scattered = new Map<string, TreeNode[]>();
  const groups: TreeNode[][] = [];
  for (const node of siblings) {
    const { name } = node.span;
    const last = groups.at(-1);
    const many = (counts.get(name) ?? 0) >= SCATTERED_FROM;
    const group = many ? scattered.get(name) : last?.[0]?.span.name === name ? last : undefined;
    if (group) group.push(node);
    else {
      const started = [node];
      groups.push(started);
      if (many) scattered.set(name, started);
    }
  }
  return groups;
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

/**
 * Where the line at `top` of the old lines, or the first one below it that is still there, stands among the new ones;
 * as the number of lines it moved down. 0 when none of them is left.
 */
export function linesMoved(before: readonly WaterfallRow[], after: readonly WaterfallRow[], top: number): number {
  const places = new Map(after.map((row, index) => [lineId(row), index]));
  for (let index = Math.max(0, top); index < before.length; index++) {
    const row = before[index];
    const place = row && places.get(lineId(row));
    if (place !== undefined) return place - index;
  }
  return 0;
}

/** Groups of one name under one parent share their key, so a group goes by its first member. */
function lineId(row: WaterfallRow): string {
  return row.kind === "span" ? row.key : `group ${row.members[0]?.span.span_id ?? row.key}`;
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
